//! From an input to a document.

use std::fs::File;
use std::io;

use camino::Utf8Path;
use tollgate_model::schema::Catalog;
use tollgate_model::{
    Annotation, Context, Diagnostics, DocumentKind, Inventory, Resource, SourceMap,
};

use crate::document::{Document, Input, Options};
use crate::error::{Problem, ReadError};
use crate::locate::{Code, Places};
use crate::recognition::{Envelope, Recognised, recognise};
use crate::{code, encoding, fold, normalise, plan, state};

/// Reads a document of any known kind into an inventory.
///
/// # Errors
/// When the input cannot be read, is none of the known kinds, or does not say what will exist.
pub fn read(input: Input, options: &Options) -> Result<Document, ReadError> {
    let name = match &input {
        Input::Path(path) => path.to_string(),
        Input::Stdin => "standard input".to_owned(),
        Input::Bytes { name, .. } => name.clone(),
    };
    if let Input::Path(path) = &input
        && path.is_dir()
    {
        return directory(path, options);
    }
    let in_document = |problem| ReadError::Document {
        name: name.clone(),
        problem,
    };
    let limit = options.max_bytes;
    let bytes = match input {
        Input::Bytes { bytes, .. } => encoding::read_bounded(bytes.as_slice(), None, limit),
        Input::Stdin => encoding::read_bounded(io::stdin().lock(), None, limit),
        Input::Path(path) => open(&path, limit),
    };
    let text = bytes.and_then(encoding::decode).map_err(in_document)?;
    let mut document = parse(&text, catalog(&name)?, options).map_err(in_document)?;
    document.name = name;
    Ok(document)
}

/// The schemas, for reading the document of this name.
///
/// # Errors
/// When those that are built in cannot be read.
pub fn catalog(name: &str) -> Result<&'static Catalog, ReadError> {
    Catalog::embedded().map_err(|error| ReadError::Document {
        name: name.to_owned(),
        problem: Problem::Schema(error.to_string()),
    })
}

fn open(path: &Utf8Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let file = File::open(path).map_err(Problem::Unreadable)?;
    let size = file.metadata().map_err(Problem::Unreadable)?.len();
    // What is no regular file says 0.
    encoding::read_bounded(file, (size > 0).then_some(size), limit)
}

/// A document from a directory of Terraform code.
fn directory(path: &Utf8Path, options: &Options) -> Result<Document, ReadError> {
    let catalog = catalog(path.as_str())?;
    let configuration = code::evaluate(path, options)?;
    let context = context(
        options,
        DocumentKind::TerraformCode,
        configuration.region.clone(),
    );
    let environment_hint = code::environment(&configuration);
    let resources = configuration
        .resources
        .into_iter()
        .map(code::resource)
        .collect();
    Ok(Document {
        name: path.to_string(),
        sources: configuration.sources,
        annotations: configuration.annotations,
        warnings: configuration.warnings,
        environment_hint,
        incomplete: configuration
            .unavailable
            .iter()
            .map(code::unavailable)
            .collect(),
        ..document(inventory(resources, context, catalog))
    })
}

/// What is known about the document as a whole; what the user says wins.
fn context(options: &Options, source: DocumentKind, region: Option<String>) -> Context {
    Context {
        source,
        environment: options.environment.clone(),
        account: options.account.clone(),
        region: options.region.clone().or(region),
        now: options.now.clone(),
    }
}

/// A document from its text.
fn parse(text: &str, catalog: &'static Catalog, options: &Options) -> Result<Document, Problem> {
    match recognise(text)? {
        Recognised::Plan(envelope) => Ok(unfolded(*envelope, catalog, options)?.document(catalog)),
        Recognised::ShownState(values) => {
            let parts = state::read_shown(values, catalog)?;
            let context = context(options, DocumentKind::TerraformState, None);
            let incomplete = parts.incomplete;
            Ok(Document {
                incomplete,
                ..document(inventory(parts.resources, context, catalog))
            })
        }
        Recognised::StateFile(resources) => {
            let parts = state::read_file(resources, catalog)?;
            let context = context(options, DocumentKind::TerraformState, None);
            let incomplete = parts.incomplete;
            Ok(Document {
                incomplete,
                ..document(inventory(parts.resources, context, catalog))
            })
        }
    }
}

/// A plan before its resources are normalised and folded.
#[derive(Debug)]
pub struct Unfolded {
    /// What will exist, and what is deleted, one by one.
    pub resources: Vec<Resource>,
    prior: Option<Vec<Resource>>,
    /// The code that it was made from, if that is at hand.
    pub places: Option<Places>,
    /// Everything else, around an inventory of nothing.
    pub rest: Document,
}

impl Unfolded {
    fn document(self, catalog: &Catalog) -> Document {
        let context = self.rest.inventory.context.clone();
        let prior = self.prior;
        Document {
            prior: prior.map(|prior| inventory(prior, context.clone(), catalog)),
            inventory: inventory(self.resources, context, catalog),
            ..self.rest
        }
    }
}

fn unfolded(
    envelope: Envelope<'_>,
    catalog: &'static Catalog,
    options: &Options,
) -> Result<Unfolded, Problem> {
    let mut parts = plan::read(envelope, catalog, options.want_prior)?;
    let mut warnings = parts.warnings;
    let mut places = options.code.as_deref().map(Places::new);
    let code = places.as_mut().map_or_else(Code::default, |places| {
        places.locate(&mut parts.resources, catalog)
    });
    warnings.extend(code.warnings);
    let kind = match parts.is_ours {
        true => DocumentKind::TollgatePlan,
        false => DocumentKind::TerraformPlan,
    };
    let mut context = context(options, kind, parts.region);
    let (environment, account) = parts.intended;
    context.environment = context.environment.or(environment);
    context.account = context.account.or(account);
    Ok(Unfolded {
        resources: parts.resources,
        prior: parts.prior,
        places,
        rest: Document {
            drift: parts.drift,
            environment_hint: parts.environment,
            incomplete: parts.incomplete,
            sources: code.sources,
            annotations: code.annotations,
            warnings,
            ..document(Inventory::new(context))
        },
    })
}

/// Reads a plan without normalising and folding its resources.
///
/// # Errors
/// When it is no plan, or not one that can be read.
pub fn plan_parts(name: &str, text: &str, options: &Options) -> Result<Unfolded, ReadError> {
    let in_document = |problem| ReadError::Document {
        name: name.to_owned(),
        problem,
    };
    let catalog = catalog(name)?;
    let read = match recognise(text).map_err(in_document)? {
        Recognised::Plan(envelope) => unfolded(*envelope, catalog, options),
        _ => Err(Problem::Unrecognised),
    };
    let mut unfolded = read.map_err(in_document)?;
    name.clone_into(&mut unfolded.rest.name);
    Ok(unfolded)
}

/// What was read of a live account, resource by resource, as a document like any other.
///
/// # Errors
/// When the schemas that are built in cannot be read.
pub fn live(resources: Vec<Resource>, options: &Options) -> Result<Document, ReadError> {
    let name = "the live account";
    let context = context(options, DocumentKind::Live, None);
    let mut document = document(inventory(resources, context, catalog(name)?));
    name.clone_into(&mut document.name);
    Ok(document)
}

/// Normalises, folds and groups.
pub fn inventory(mut resources: Vec<Resource>, context: Context, catalog: &Catalog) -> Inventory {
    for resource in &mut resources {
        normalise::normalise(resource, catalog);
    }
    let mut inventory = Inventory::new(context);
    for resource in fold::fold(resources) {
        inventory.insert(resource);
    }
    inventory.sort();
    inventory
}

fn document(inventory: Inventory) -> Document {
    Document {
        name: String::new(),
        kind: inventory.context.source,
        inventory,
        prior: None,
        drift: Vec::new(),
        sources: SourceMap::default(),
        annotations: Vec::<Annotation>::new(),
        warnings: Diagnostics::default(),
        environment_hint: None,
        incomplete: Vec::new(),
    }
}
