//! `tollgate prices`: look at the price book, and make more of it.

use std::fs::File;
use std::io::{self, Write};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tollgate_cost::book::{COLUMNS, Price, PriceBook, Row};
use tollgate_cost::coverage::{Coverage, Region, coverage};
use tollgate_cost::offer::{self, Import};
use tollgate_model::{Diagnostic, Diagnostics};

use crate::args::{Global, Prices};
use crate::config::Config;
use crate::exit::Exit;
use crate::output::write_file;
use crate::pricing;
use crate::progress::Progress;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Does what was asked of the price book.
///
/// # Errors
/// When a file cannot be read or written, or is wrong.
pub fn run(
    args: &Prices,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let today = system.now.to_zoned(TimeZone::UTC).date();
    let book = |files: &[Utf8PathBuf]| -> Result<PriceBook, Diagnostics> {
        let config = Config::find(global.config.as_deref(), &system.directory)?;
        pricing::book(files, &config, system)
    };
    match args {
        Prices::List {
            region,
            filter,
            csv,
            prices,
        } => {
            let book = book(prices)?;
            let wanted = |price: &&Price| {
                let has = |text: &str| {
                    price.key.to_lowercase().contains(text)
                        || price.service.to_lowercase().contains(text)
                };
                region
                    .as_deref()
                    .is_none_or(|region| *price.region == *region)
                    && filter
                        .as_deref()
                        .is_none_or(|filter| has(&filter.to_lowercase()))
            };
            let all = book.prices();
            let prices: Vec<&Price> = all.into_iter().map(AsRef::as_ref).filter(wanted).collect();
            terminal.print(|out| {
                if *csv {
                    rows(&prices, out)
                } else {
                    list(&prices, today, out)
                }
            })?;
            Ok(Exit::Passed)
        }
        Prices::Check {
            region,
            json,
            prices,
        } => {
            let mut found = coverage(&book(prices)?, today);
            if let Some(region) = region {
                found.regions.retain(|one| one.name == *region);
                if found.regions.is_empty() {
                    return Err(Diagnostic::error(
                        "cli::no-prices",
                        format!("the book has no price in `{region}`"),
                    )
                    .with_help("`tollgate prices import` reads AWS's price files of a region")
                    .into());
                }
            }
            terminal.print(|out| {
                if *json {
                    serde_json::to_writer_pretty(&mut *out, &found)?;
                    return writeln!(out);
                }
                check(&found, region.is_some(), out)
            })?;
            Ok(Exit::Passed)
        }
        Prices::Import { files, output } => import(files, output, terminal),
    }
}

fn list(prices: &[&Price], today: Date, out: &mut dyn Write) -> io::Result<()> {
    for price in prices {
        let stale = if price.is_stale(today) { "stale" } else { "" };
        let day = price
            .as_of
            .map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let line = format!(
            "{:<15} {:<18} {:<45} {:>14} {:<14} {day:<10} {:<6} {stale}",
            price.region,
            price.service,
            price.key,
            price.first().normalize(),
            price.unit,
            price.confidence.as_str(),
        );
        writeln!(out, "{}", line.trim_end())?;
        for tier in price.tiers.iter().skip(1) {
            let from = format!("from {} on", tier.from.normalize());
            writeln!(out, "{:<34} {from:>45} {:>14}", "", tier.usd.normalize())?;
        }
    }
    writeln!(
        out,
        "{} prices, in US dollars · --csv prints them with their sources",
        prices.len()
    )
}

/// The prices as a price file has them.
fn rows(prices: &[&Price], out: &mut dyn Write) -> io::Result<()> {
    let rows = prices.iter().flat_map(|price| {
        price.tiers.iter().map(|tier| Row {
            service: price.service.to_string(),
            region: price.region.to_string(),
            key: price.key.to_string(),
            unit: price.unit.name.to_owned(),
            from: tier.from.normalize().to_string(),
            usd: tier.usd.normalize().to_string(),
            as_of: price.as_of.map(|day| day.to_string()).unwrap_or_default(),
            confidence: price.confidence.as_str().to_owned(),
            source: price.source.to_string(),
        })
    });
    write_rows(rows, out)
}

fn write_rows(rows: impl Iterator<Item = Row>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let mut is_empty = true;
    for row in rows {
        writer.serialize(row)?;
        is_empty = false;
    }
    if is_empty {
        writer.write_record(COLUMNS)?;
    }
    writer.flush()
}

fn check(found: &Coverage, in_full: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<16} {:>7} {:>7}  {:<10}  charges without a price",
        "region", "prices", "stale", "oldest"
    )?;
    for region in &found.regions {
        let Region {
            name,
            prices,
            stale,
            oldest,
            missing,
        } = region;
        let oldest = oldest.as_deref().unwrap_or("undated");
        writeln!(
            out,
            "{name:<16} {prices:>7} {stale:>7}  {oldest:<10}  {}",
            missing.len()
        )?;
        if in_full {
            for charge in missing {
                writeln!(out, "    {charge}")?;
            }
        }
    }
    if !in_full {
        writeln!(out, "\n{} prices that nothing uses", found.unused.len())?;
        for price in &found.unused {
            writeln!(out, "    {price}")?;
        }
        writeln!(
            out,
            "\nstale: older than 180 days, or without a date · --region names what is missing there"
        )?;
    }
    Ok(())
}

fn import(files: &[Utf8PathBuf], output: &Utf8Path, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    let mut all: Vec<Row> = Vec::new();
    for path in files {
        progress.now(format!("reading {path}"));
        let file = File::open(path).map_err(|error| {
            Diagnostic::error(
                "cost::offer-unreadable",
                format!("cannot read `{path}`: {error}"),
            )
            .with_help(
                "name files that were downloaded from AWS's price list; docs/cost.md says where",
            )
        })?;
        let import = offer::import(file).map_err(|error| {
            Diagnostic::error("cost::offer-invalid", format!("`{path}`: {error}")).with_help(
                "expected index.json of one offer, such as …/aws/AmazonRDS/current/eu-west-1/index.json",
            )
        })?;
        progress.pause(|| told(path, &import, terminal));
        all.extend(import.rows);
    }
    drop(progress);
    if all.is_empty() {
        return Err(Diagnostic::error(
            "cost::offer-empty",
            "nothing in these files has a use here",
        )
        .with_help("`tollgate prices check` lists the charges that prices are wanted for")
        .into());
    }
    all.sort_by(|a, b| (&a.service, &a.region, &a.key).cmp(&(&b.service, &b.region, &b.key)));
    let count = all.len();
    write_file(output, |out| write_rows(all.into_iter(), out)).map_err(|error| {
        Diagnostic::error(
            "cli::report-unwritable",
            format!("cannot write `{output}`: {error}"),
        )
    })?;
    terminal.say(&format!(
        "{count} rows are in {output}; use them with --prices {output}, or prices = [\"{output}\"] in tollgate.toml"
    ));
    Ok(Exit::Passed)
}

fn told(path: &Utf8Path, import: &Import, terminal: &Terminal) {
    terminal.say(&format!(
        "{path}: {} of {}: {} rows; {} products have no use here",
        import.offer,
        import.published,
        import.rows.len(),
        import.skipped
    ));
    for reason in &import.unusable {
        terminal.say(&format!("  not used: {reason}"));
    }
}
