//! The table for the terminal: what costs most first, then everything that is not in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ink};
use rust_decimal::Decimal;
use tollgate_model::Band;
use tollgate_model::cost::{cents, dollars};

use super::words::{assumption, figures, number, signed, standing, unpriced};
use super::{DocumentCost, Statement, Style};
use crate::component::Component;
use crate::estimate::{Priced, Standing};
use crate::quantity::Origin;

/// Resources that are shown one by one unless everything is wanted.
const SHOWN: usize = 20;

/// Columns of one amount.
const AMOUNT: usize = 11;

/// Widths of the first column: at least, and what it leaves for the amounts and a quantity.
const NARROWEST: usize = 30;
const QUANTITY: usize = 26;
const IN_QUANTITY: usize = QUANTITY - 2;

pub(super) fn write(statement: &Statement, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for document in &statement.documents {
        let mut page = Page::new(style, out);
        page.heading(document)?;
        match document.comparison() {
            Some(_) => page.change(document)?,
            None => page.resources(document)?,
        }
        page.missing(document)?;
        page.stale(document, statement)?;
        if style.verbose {
            page.assumptions(document)?;
        }
    }
    if statement.documents.len() > 1 {
        let total = statement.monthly().in_cents();
        writeln!(out, "all documents: {total} dollars a month")?;
    }
    Ok(())
}

struct Page<'a> {
    style: Style,
    out: &'a mut dyn Write,
    /// Columns of names.
    names: usize,
    strong: Ink,
    faint: Ink,
    warning: Ink,
}

impl<'a> Page<'a> {
    fn new(style: Style, out: &'a mut dyn Write) -> Self {
        let amounts = 3 * AMOUNT + QUANTITY;
        let ink = |ink: Ink| if style.color { ink } else { Ink::new() };
        Self {
            names: style.width.saturating_sub(amounts).max(NARROWEST),
            strong: ink(Ink::new().bold()),
            faint: ink(Ink::new().dimmed()),
            warning: ink(Ink::new().fg_color(Some(AnsiColor::Yellow.into()))),
            style,
            out,
        }
    }

    fn heading(&mut self, document: &DocumentCost) -> io::Result<()> {
        let (strong, faint) = (self.strong, self.faint);
        write!(self.out, "{strong}{}{strong:#}", printable(&document.name))?;
        let facts = [&document.environment, &document.region];
        for fact in facts.into_iter().flatten() {
            write!(self.out, " {faint}· {}{faint:#}", printable(fact))?;
        }
        if let Some(region) = &document.price_region {
            write!(
                self.out,
                " {faint}· at the prices of {}{faint:#}",
                printable(region)
            )?;
        }
        writeln!(self.out, " {faint}· dollars a month{faint:#}\n")
    }

    /// A line: a name, a quantity, and three amounts, or one where they are the same.
    fn row(&mut self, ink: Ink, name: &str, quantity: &str, band: Option<Band>) -> io::Result<()> {
        let name = shortened(&printable(name), self.names);
        let padding = " ".repeat(self.names.saturating_sub(width(&name)));
        let amounts = match band.map(Band::in_cents) {
            None => format!("{:>1$}", "no price", 3 * AMOUNT),
            Some(band) if band.is_exact() => format!("{:>1$}", dollars(band.typical), 2 * AMOUNT),
            Some(band) => [band.low, band.typical, band.high]
                .map(|amount| format!("{:>AMOUNT$}", dollars(amount)))
                .concat(),
        };
        let quantity = shortened(quantity, IN_QUANTITY);
        writeln!(
            self.out,
            "{ink}{name}{ink:#}{padding}  {quantity:<IN_QUANTITY$}{amounts}"
        )
    }

    fn columns(&mut self) -> io::Result<()> {
        let faint = self.faint;
        let blank = " ".repeat(self.names + QUANTITY);
        let [low, typical, high] =
            ["low", "typical", "high"].map(|word| format!("{word:>AMOUNT$}"));
        writeln!(self.out, "{faint}{blank}{low}{typical}{high}{faint:#}")
    }

    fn resources(&mut self, document: &DocumentCost) -> io::Result<()> {
        let mut charged: Vec<&Priced> = document
            .estimate
            .resources
            .iter()
            .filter(|priced| !priced.components.is_empty())
            .collect();
        charged.sort_by_key(|priced| Reverse(priced.monthly().typical));
        self.columns()?;
        let shown = if self.style.verbose {
            charged.len()
        } else {
            SHOWN
        };
        let (first, rest) = charged.split_at(shown.min(charged.len()));
        for priced in first {
            self.resource(priced)?;
        }
        self.by_type(rest)?;
        writeln!(self.out)?;
        let (total, strong) = (document.estimate.monthly(), self.strong);
        self.row(strong, "total", "", Some(total))?;
        self.budget(document)
    }

    fn resource(&mut self, priced: &Priced) -> io::Result<()> {
        let (strong, faint) = (self.strong, self.faint);
        let lines: Vec<&Component> = priced
            .components
            .iter()
            .filter(|line| self.style.verbose || !is_nothing(line))
            .collect();
        if let ([line], false) = (lines.as_slice(), self.style.verbose) {
            let quantity = self.quantity(line);
            return self.row(strong, priced.address.as_str(), &quantity, line.monthly());
        }
        self.row(strong, priced.address.as_str(), "", Some(priced.monthly()))?;
        for line in lines {
            let mark = match (line.implied.is_some(), line.is_by_use()) {
                (true, _) => " (implied)",
                (false, true) => " *",
                (false, false) => "",
            };
            let name = format!("  {}{mark}", line.name);
            let quantity = self.quantity(line);
            self.row(faint, &name, &quantity, line.monthly())?;
        }
        Ok(())
    }

    fn quantity(&self, line: &Component) -> String {
        let unit = line.due.charge.unit.name;
        if line.price.is_err() {
            return String::new();
        }
        if line.quantity.is_exact() {
            let rate = line.rate().map(number).unwrap_or_default();
            return format!("{} {unit} × {rate}", number(line.quantity.typical));
        }
        figures(line.quantity, unit)
    }

    /// What is not shown one by one, summed by type.
    fn by_type(&mut self, rest: &[&Priced]) -> io::Result<()> {
        let mut types: BTreeMap<&str, (usize, Band)> = BTreeMap::new();
        for priced in rest {
            let sum = types.entry(&priced.resource_type).or_default();
            sum.0 += 1;
            sum.1 += priced.monthly();
        }
        let faint = self.faint;
        for (resource_type, (count, band)) in types {
            let name = format!("{count} more of {resource_type}");
            self.row(faint, &name, "", Some(band))?;
        }
        Ok(())
    }

    fn change(&mut self, document: &DocumentCost) -> io::Result<()> {
        let Some(comparison) = document.comparison() else {
            return Ok(());
        };
        let mut changes = comparison.changes.clone();
        changes.sort_by_key(|change| Reverse(change.delta().typical.abs()));
        self.columns()?;
        for change in &changes {
            let Some(address) = change.address() else {
                continue;
            };
            let what = match (change.before, change.after) {
                (None, _) => "new",
                (_, None) => "removed",
                _ => "changed",
            };
            self.difference(address.as_str(), what, change.delta())?;
        }
        if changes.is_empty() {
            writeln!(self.out, "nothing costs more or less than before")?;
        }
        writeln!(self.out)?;
        let strong = self.strong;
        self.row(strong, "before", "", Some(comparison.before))?;
        self.row(strong, "after", "", Some(comparison.after))?;
        self.difference("change", "", comparison.delta())?;
        self.budget(document)
    }

    fn difference(&mut self, name: &str, what: &str, delta: Band) -> io::Result<()> {
        let name = shortened(&printable(name), self.names);
        let [low, typical, high] = [delta.low, delta.typical, delta.high]
            .map(|amount| format!("{:>AMOUNT$}", signed(amount)));
        let (names, strong) = (self.names, self.strong);
        let padding = " ".repeat(names.saturating_sub(width(&name)));
        writeln!(
            self.out,
            "{strong}{name}{strong:#}{padding}  {what:<IN_QUANTITY$}{low}{typical}{high}"
        )
    }

    fn budget(&mut self, document: &DocumentCost) -> io::Result<()> {
        if let Some(budget) = &document.budget {
            let total = cents(document.estimate.monthly().typical);
            writeln!(self.out, "{}", standing(total, budget))?;
        }
        Ok(())
    }

    /// What is not in the total, and why.
    fn missing(&mut self, document: &DocumentCost) -> io::Result<()> {
        let estimate = &document.estimate;
        let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for priced in &estimate.resources {
            for line in priced.unpriced() {
                let reason = unpriced(line).unwrap_or_default();
                reasons
                    .entry(reason)
                    .or_default()
                    .push(priced.address.as_str());
            }
        }
        let warning = self.warning;
        if !reasons.is_empty() {
            writeln!(self.out, "\n{warning}not in the total: no price{warning:#}")?;
            for (reason, addresses) in &reasons {
                let first = addresses.first().copied().unwrap_or_default();
                let more = match addresses.len() {
                    0 | 1 => String::new(),
                    count => format!(" and {} more", count - 1),
                };
                writeln!(self.out, "  {reason}: {}{more}", printable(first))?;
            }
            writeln!(
                self.out,
                "  next: `tollgate prices import` reads AWS's price files, `--price-region` takes another region's prices"
            )?;
        }
        let unsupported: BTreeSet<&str> = estimate
            .resources
            .iter()
            .filter(|priced| priced.standing == Standing::Unsupported)
            .map(|priced| priced.resource_type.as_ref())
            .collect();
        if !unsupported.is_empty() {
            let names: Vec<&str> = unsupported.into_iter().collect();
            writeln!(
                self.out,
                "\n{warning}not in the total: types whose price is not known{warning:#}\n  {}",
                names.join(", ")
            )?;
        }
        Ok(())
    }

    fn stale(&mut self, document: &DocumentCost, statement: &Statement) -> io::Result<()> {
        let lines = document
            .estimate
            .resources
            .iter()
            .flat_map(|priced| &priced.components);
        let mut prices: Vec<_> = lines.filter_map(|line| line.price.as_ref().ok()).collect();
        prices.sort_by_key(|price| (&price.service, &price.key, &price.region));
        prices.dedup_by_key(|price| (&price.service, &price.key, &price.region));
        let stale: Vec<_> = prices
            .iter()
            .filter(|price| price.is_stale(statement.today))
            .collect();
        let faint = self.faint;
        if stale.is_empty() {
            return writeln!(self.out);
        }
        let oldest = stale.iter().filter_map(|price| price.as_of).min();
        let oldest = oldest
            .map(|day| format!(", the oldest of {day}"))
            .unwrap_or_default();
        writeln!(
            self.out,
            "\n{faint}{} of {} prices are older than 180 days or undated{oldest}; `tollgate prices check` lists them\n* decided by use, as in {}; --verbose shows every assumption{faint:#}\n",
            stale.len(),
            prices.len(),
            document.estimate.profile
        )
    }

    fn assumptions(&mut self, document: &DocumentCost) -> io::Result<()> {
        let mut told: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for priced in &document.estimate.resources {
            for found in priced.components.iter().flat_map(|line| &line.assumptions) {
                let who = match found.origin {
                    Origin::Default { .. } => priced.resource_type.as_ref(),
                    _ => priced.address.as_str(),
                };
                told.entry(assumption(found)).or_default().insert(who);
            }
        }
        let strong = self.strong;
        writeln!(self.out, "{strong}assumed{strong:#}")?;
        for (text, who) in told {
            let first = who.first().copied().unwrap_or_default();
            let more = match who.len() {
                0 | 1 => String::new(),
                count => format!(" and {} more", count - 1),
            };
            writeln!(
                self.out,
                "  {}{more}: {}",
                printable(first),
                printable(&text)
            )?;
        }
        writeln!(self.out)
    }
}

/// Whether a line charges nothing at typical use, and is priced.
fn is_nothing(line: &Component) -> bool {
    line.monthly()
        .is_some_and(|band| cents(band.typical) == Decimal::ZERO)
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// Text cut in its middle, where addresses differ least.
fn shortened(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if width(text) <= most || most < 8 {
        return text.to_owned();
    }
    let kept = most - 1;
    let start: String = text.chars().take(kept / 3).collect();
    let end: String = text.chars().skip(count - (kept - kept / 3)).collect();
    format!("{start}…{end}")
}

/// Text without characters that would change the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
