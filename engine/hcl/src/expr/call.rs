//! Calls of functions.

use hcl_edit::Span;
use hcl_edit::expr::FuncCall;

use super::{Context, Fault, eval};
use crate::functions;
use crate::types::Type;
use crate::value::{Data, Value};

/// The value of a call.
pub fn evaluate(call: &FuncCall, context: Context<'_>) -> Result<Value, Fault> {
    let mut name: String = call
        .name
        .namespace
        .iter()
        .flat_map(|part| [part.as_str(), "::"])
        .collect();
    name.push_str(call.name.name.as_str());
    // These two look at whether evaluation succeeds.
    if name == "try" || name == "can" {
        return functions::attempts(&name, call.args.iter(), |argument| eval(argument, context));
    }
    let mut arguments = call
        .args
        .iter()
        .map(|argument| eval(argument, context))
        .collect::<Result<Vec<_>, _>>()?;
    if call.args.expand_final()
        && let Some(last) = arguments.pop()
    {
        match last.items() {
            Some(items) => arguments.extend(items.iter().map(|item| {
                item.clone().marked_like(&Value {
                    data: Data::Null(Type::Any),
                    ..last.clone()
                })
            })),
            None if last.is_unknown() => return Ok(Value::unknown(Type::Any).marked_like(&last)),
            None => {
                return Err(Fault::new(
                    "hcl::wrong-type",
                    "`...` follows something that is not a list, set or tuple",
                )
                .at(call.span()));
            }
        }
    }
    let secret = arguments.iter().any(Value::has_sensitive);
    functions::call(&name, arguments, context.scope.environment()).map_err(|fault| {
        // The reason may quote what was passed.
        let message = match fault.code {
            "hcl::invalid-call" if secret => {
                format!("`{name}` fails, and why is not shown: an argument is sensitive")
            }
            _ => fault.message,
        };
        let place = fault
            .argument
            .and_then(|position| call.args.get(position))
            .and_then(Span::span);
        Fault {
            help: fault.help,
            ..Fault::new(fault.code, message)
        }
        .at(place)
    })
}
