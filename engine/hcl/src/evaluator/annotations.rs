//! Comments that speak to Tollgate, and what they speak about.

use hcl_edit::structure::{Body, Structure};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Annotation, Location};

use super::module::span;

/// The annotations of a file.
pub fn collect(source: &SourceFile, body: &Body) -> Vec<Annotation> {
    let mut places = Vec::new();
    collect_places(source, body, &mut places);
    (1_u32..)
        .zip(source.text().lines())
        .filter_map(|(line, text)| {
            let at = ["# tollgate:", "#tollgate:", "// tollgate:", "//tollgate:"]
                .iter()
                .find_map(|mark| text.find(mark).map(|at| at + mark.len()))?;
            let location = Location::line(source.name(), line);
            Some(Annotation {
                text: text.get(at..)?.trim().to_owned(),
                covers: covered(line, source, &places).unwrap_or_else(|| location.clone()),
                location,
            })
        })
        .collect()
}

/// The places of all blocks and attributes, outer ones first.
fn collect_places(source: &SourceFile, body: &Body, places: &mut Vec<(bool, Location)>) {
    for structure in body.iter() {
        match structure {
            Structure::Attribute(attribute) => {
                places.push((false, source.location(span(attribute))))
            }
            Structure::Block(block) => {
                places.push((true, source.location(span(block))));
                collect_places(source, &block.body, places);
            }
        }
    }
}

/// What a comment on `line` is about: what starts on that line, or on the next that is no comment, or
/// else the block around it.
fn covered(line: u32, source: &SourceFile, places: &[(bool, Location)]) -> Option<Location> {
    let starts = |line: u32| places.iter().find(|(_, place)| place.line == line);
    if let Some((_, place)) = starts(line) {
        return Some(place.clone());
    }
    let next = (1_u32..)
        .zip(source.text().lines())
        .skip_while(|(number, _)| *number <= line)
        .find(|(_, text)| !text.trim_start().starts_with(['#', '/']))
        .map(|(number, _)| number)?;
    if let Some((_, place)) = starts(next) {
        return Some(place.clone());
    }
    let around = places.iter().rev().find(|(is_block, place)| {
        *is_block && (place.line..=place.end_line.unwrap_or(place.line)).contains(&line)
    });
    around.map(|(_, place)| place.clone())
}
