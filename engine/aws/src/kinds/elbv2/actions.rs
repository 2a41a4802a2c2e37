//! What listeners and their rules do with a request. Both have the same blocks.

use aws_sdk_elasticloadbalancingv2::types::{
    Action, FixedResponseActionConfig, ForwardActionConfig, RedirectActionConfig,
    TargetGroupStickinessConfig, TargetGroupTuple,
};
use tollgate_model::Object;

use super::authentication;
use crate::attributes::Attributes;
use crate::kind::Result;
use crate::live::Live;

/// The actions that the blocks of this name say.
pub fn wanted(desired: Attributes<'_>, name: &str) -> Result<Vec<Action>> {
    desired.blocks(name).into_iter().map(action).collect()
}

/// The actions as blocks, in the order in which they are done.
pub fn live(actions: &[Action]) -> Vec<Live> {
    let mut actions: Vec<&Action> = actions.iter().collect();
    actions.sort_by_key(|action| action.order());
    actions.into_iter().map(live_action).collect()
}

/// Whether two objects say the same in the blocks of this name: one target group may stand as
/// `target_group_arn` and as `forward`.
pub fn alike(prior: &Object, desired: &Object, name: &str) -> bool {
    let prior = Attributes::new("", prior).blocks(name);
    let desired = Attributes::new("", desired).blocks(name);
    let same = |(prior, desired): (&Attributes<'_>, &Attributes<'_>)| {
        let order = desired.whole::<i64>("order");
        let group = only_group(*desired);
        let is_in_order = order.is_none() || order == prior.whole("order");
        is_in_order && group.is_some() && group == only_group(*prior)
    };
    prior.len() == desired.len() && prior.iter().zip(&desired).all(same)
}

/// The target group of an action that does nothing but forward to this one.
fn only_group(action: Attributes<'_>) -> Option<&str> {
    let forward = action.block("forward");
    if action.text("type") != Some("forward") {
        return None;
    }
    let Some(forward) = forward else {
        return action.text("target_group_arn");
    };
    let sticks = forward
        .block("stickiness")
        .and_then(|it| it.flag("enabled"));
    match forward.blocks("target_group").as_slice() {
        [group] if sticks != Some(true) => group.text("arn"),
        _ => None,
    }
}

fn action(block: Attributes<'_>) -> Result<Action> {
    let redirect = block.block("redirect").map(|redirect| {
        RedirectActionConfig::builder()
            .set_protocol(redirect.string("protocol"))
            .set_port(redirect.string("port"))
            .set_host(redirect.string("host"))
            .set_path(redirect.string("path"))
            .set_query(redirect.string("query"))
            .set_status_code(redirect.text("status_code").map(Into::into))
            .build()
    });
    let fixed = block.block("fixed_response").map(|fixed| {
        FixedResponseActionConfig::builder()
            .set_content_type(fixed.string("content_type"))
            .set_message_body(fixed.string("message_body"))
            .set_status_code(fixed.string("status_code"))
            .build()
    });
    Ok(Action::builder()
        .r#type(block.required("type")?.into())
        .set_order(block.whole("order"))
        .set_target_group_arn(block.string("target_group_arn"))
        .set_forward_config(block.block("forward").map(forward))
        .set_redirect_config(redirect)
        .set_fixed_response_config(fixed)
        .set_authenticate_cognito_config(
            block
                .block("authenticate_cognito")
                .map(authentication::cognito),
        )
        .set_authenticate_oidc_config(block.block("authenticate_oidc").map(authentication::oidc))
        .set_jwt_validation_config(block.block("jwt_validation").map(authentication::jwt))
        .build())
}

fn forward(forward: Attributes<'_>) -> ForwardActionConfig {
    let groups = forward.blocks("target_group").into_iter().map(|group| {
        TargetGroupTuple::builder()
            .set_target_group_arn(group.string("arn"))
            .set_weight(group.whole("weight"))
            .build()
    });
    let stickiness = forward.block("stickiness").map(|stickiness| {
        TargetGroupStickinessConfig::builder()
            .set_enabled(stickiness.flag("enabled"))
            .set_duration_seconds(stickiness.whole("duration"))
            .build()
    });
    ForwardActionConfig::builder()
        .set_target_groups(Some(groups.collect()))
        .set_target_group_stickiness_config(stickiness)
        .build()
}

fn live_action(action: &Action) -> Live {
    let redirect = action.redirect_config().map(|redirect| {
        let code = redirect.status_code().map(|code| code.as_str());
        Live::block_of()
            .text("protocol", redirect.protocol())
            .text("port", redirect.port())
            .text("host", redirect.host())
            .text("path", redirect.path())
            .text("query", redirect.query())
            .text("status_code", code)
    });
    let fixed = action.fixed_response_config().map(|fixed| {
        Live::block_of()
            .text("content_type", fixed.content_type())
            .text("message_body", fixed.message_body())
            .text("status_code", fixed.status_code())
    });
    let forward = action.forward_config();
    let groups = forward.map(ForwardActionConfig::target_groups);
    let groups = groups.unwrap_or_default();
    let stickiness = forward.and_then(ForwardActionConfig::target_group_stickiness_config);
    let sticks = stickiness.and_then(TargetGroupStickinessConfig::enabled) == Some(true);
    // One group without stickiness is what `target_group_arn` says already.
    let is_plain = groups.len() < 2 && !sticks;
    let group = groups.first().and_then(TargetGroupTuple::target_group_arn);
    let group = action.target_group_arn().or(group);
    Live::block_of()
        .text("type", action.r#type().map(|kind| kind.as_str()))
        .whole("order", action.order())
        .text("target_group_arn", group.filter(|_| is_plain))
        .block("forward", forward.filter(|_| !is_plain).map(live_forward))
        .block("redirect", redirect)
        .block("fixed_response", fixed)
        .block(
            "authenticate_cognito",
            action
                .authenticate_cognito_config()
                .map(authentication::live_cognito),
        )
        .block(
            "authenticate_oidc",
            action
                .authenticate_oidc_config()
                .map(authentication::live_oidc),
        )
        .block(
            "jwt_validation",
            action.jwt_validation_config().map(authentication::live_jwt),
        )
}

fn live_forward(forward: &ForwardActionConfig) -> Live {
    let groups = forward.target_groups().iter().map(|group| {
        Live::block_of()
            .text("arn", group.target_group_arn())
            .whole("weight", group.weight())
    });
    let stickiness = forward.target_group_stickiness_config().map(|stickiness| {
        Live::block_of()
            .flag("enabled", stickiness.enabled())
            .whole("duration", stickiness.duration_seconds())
    });
    Live::block_of()
        .blocks("target_group", groups)
        .block("stickiness", stickiness)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarding(groups: &[&str]) -> Object {
        let groups = groups
            .iter()
            .map(|arn| Live::block_of().text("arn", Some(*arn)));
        let forward = Live::block_of().blocks("target_group", groups);
        let action = Live::block_of()
            .text("type", Some("forward"))
            .block("forward", Some(forward));
        Live::default().block("action", Some(action)).into_object()
    }

    #[test]
    fn one_target_group_may_be_said_in_two_ways() {
        let action = Live::block_of()
            .text("type", Some("forward"))
            .text("target_group_arn", Some("a"))
            .whole("order", Some(1));
        let plain = Live::default().block("action", Some(action)).into_object();
        assert!(alike(&plain, &forwarding(&["a"]), "action"));
        assert!(!alike(&plain, &forwarding(&["b"]), "action"));
        assert!(!alike(&plain, &forwarding(&["a", "b"]), "action"));
        assert!(!alike(&plain, &Object::new(), "action"));
    }
}
