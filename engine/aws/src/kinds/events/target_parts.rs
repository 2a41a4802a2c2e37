//! What a target is told besides its ARN: the blocks of `aws_cloudwatch_event_target`, both ways.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_eventbridge::types::builders::TargetBuilder;
use aws_sdk_eventbridge::types::{
    AppSyncParameters, BatchArrayProperties, BatchParameters, BatchRetryStrategy, DeadLetterConfig,
    HttpParameters, InputTransformer, KinesisParameters, RedshiftDataParameters, RetryPolicy,
    RunCommandParameters, RunCommandTarget, SageMakerPipelineParameter,
    SageMakerPipelineParameters, SqsParameters, Target,
};
use aws_smithy_types::error::operation::BuildError;

use super::target_ecs;
use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// What was built of attributes, or which of them is missing.
pub fn built<T>(built: std::result::Result<T, BuildError>) -> Result<T> {
    built.map_err(|error| Failure::invalid("events:PutTargets", error.to_string()))
}

/// Adds the blocks to what is put.
pub fn write(target: TargetBuilder, desired: Attributes<'_>) -> Result<TargetBuilder> {
    let block = |name| desired.block(name);
    let transformer = block("input_transformer").map(|block| {
        InputTransformer::builder()
            .set_input_paths_map(map(block.map("input_paths")))
            .set_input_template(block.string("input_template"))
            .build()
    });
    let kinesis = block("kinesis_target").map(|block| {
        KinesisParameters::builder()
            .set_partition_key_path(block.string("partition_key_path"))
            .build()
    });
    let redshift = block("redshift_target").map(|block| {
        RedshiftDataParameters::builder()
            .set_database(block.string("database"))
            .set_db_user(block.string("db_user"))
            .set_secret_manager_arn(block.string("secrets_manager_arn"))
            .set_sql(block.string("sql"))
            .set_statement_name(block.string("statement_name"))
            .set_with_event(block.flag("with_event"))
            .build()
    });
    let retries = block("retry_policy").map(|block| {
        RetryPolicy::builder()
            .set_maximum_event_age_in_seconds(block.whole("maximum_event_age_in_seconds"))
            .set_maximum_retry_attempts(block.whole("maximum_retry_attempts"))
            .build()
    });
    let http = block("http_target").map(|block| {
        HttpParameters::builder()
            .set_header_parameters(map(block.map("header_parameters")))
            .set_query_string_parameters(map(block.map("query_string_parameters")))
            .set_path_parameter_values(block.some_texts("path_parameter_values"))
            .build()
    });
    let dead_letters = block("dead_letter_config").map(|block| {
        let queue = block.string("arn");
        DeadLetterConfig::builder().set_arn(queue).build()
    });
    let sqs = block("sqs_target").map(|block| {
        let group = block.string("message_group_id");
        SqsParameters::builder().set_message_group_id(group).build()
    });
    let app_sync = block("appsync_target").map(|block| {
        let operation = block.string("graphql_operation");
        let parameters = AppSyncParameters::builder();
        parameters.set_graph_ql_operation(operation).build()
    });
    Ok(target
        .set_input_transformer(transformer.map(built).transpose()?)
        .set_kinesis_parameters(kinesis.map(built).transpose()?)
        .set_redshift_data_parameters(redshift.map(built).transpose()?)
        .set_batch_parameters(block("batch_target").map(batch).transpose()?)
        .set_ecs_parameters(block("ecs_target").map(target_ecs::write).transpose()?)
        .set_sage_maker_pipeline_parameters(
            block("sagemaker_pipeline_target")
                .map(pipeline)
                .transpose()?,
        )
        .set_run_command_parameters(commands(&desired.blocks("run_command_targets"))?)
        .set_retry_policy(retries)
        .set_http_parameters(http)
        .set_dead_letter_config(dead_letters)
        .set_sqs_parameters(sqs)
        .set_app_sync_parameters(app_sync))
}

/// The blocks of a target that is there.
pub fn read(live: Live, target: &Target) -> Live {
    live.block(
        "input_transformer",
        target.input_transformer().map(|told| {
            Live::block_of()
                .map("input_paths", pairs(told.input_paths_map()))
                .text("input_template", Some(told.input_template()))
        }),
    )
    .block(
        "kinesis_target",
        target.kinesis_parameters().map(|told| {
            Live::block_of().text("partition_key_path", Some(told.partition_key_path()))
        }),
    )
    .block(
        "redshift_target",
        target.redshift_data_parameters().map(|told| {
            Live::block_of()
                .text("database", Some(told.database()))
                .text("db_user", told.db_user())
                .text("secrets_manager_arn", told.secret_manager_arn())
                .text("sql", told.sql())
                .text("statement_name", told.statement_name())
                .flag("with_event", Some(told.with_event()))
        }),
    )
    .block(
        "retry_policy",
        target.retry_policy().map(|told| {
            Live::block_of()
                .whole(
                    "maximum_event_age_in_seconds",
                    told.maximum_event_age_in_seconds(),
                )
                .whole("maximum_retry_attempts", told.maximum_retry_attempts())
        }),
    )
    .block(
        "http_target",
        target.http_parameters().map(|told| {
            Live::block_of()
                .map("header_parameters", pairs(told.header_parameters()))
                .map(
                    "query_string_parameters",
                    pairs(told.query_string_parameters()),
                )
                .texts("path_parameter_values", told.path_parameter_values())
        }),
    )
    .block(
        "dead_letter_config",
        target
            .dead_letter_config()
            .map(|told| Live::block_of().text("arn", told.arn())),
    )
    .block(
        "sqs_target",
        target
            .sqs_parameters()
            .map(|told| Live::block_of().text("message_group_id", told.message_group_id())),
    )
    .block(
        "appsync_target",
        target
            .app_sync_parameters()
            .map(|told| Live::block_of().text("graphql_operation", told.graph_ql_operation())),
    )
    .block(
        "batch_target",
        target.batch_parameters().map(|told| {
            Live::block_of()
                .text("job_definition", Some(told.job_definition()))
                .text("job_name", Some(told.job_name()))
                .whole(
                    "array_size",
                    told.array_properties().map(|array| array.size()),
                )
                .whole(
                    "job_attempts",
                    told.retry_strategy().map(|retry| retry.attempts()),
                )
        }),
    )
    .block("ecs_target", target.ecs_parameters().map(target_ecs::read))
    .block(
        "sagemaker_pipeline_target",
        target.sage_maker_pipeline_parameters().map(|told| {
            let parameters = told.pipeline_parameter_list().iter().map(|parameter| {
                Live::block_of()
                    .text("name", Some(parameter.name()))
                    .text("value", Some(parameter.value()))
            });
            Live::block_of().blocks("pipeline_parameter_list", parameters)
        }),
    )
    .blocks(
        "run_command_targets",
        target
            .run_command_parameters()
            .into_iter()
            .flat_map(|told| {
                told.run_command_targets().iter().map(|target| {
                    Live::block_of()
                        .text("key", Some(target.key()))
                        .texts("values", target.values())
                })
            }),
    )
}

fn batch(block: Attributes<'_>) -> Result<BatchParameters> {
    let size = block
        .whole("array_size")
        .map(|size| BatchArrayProperties::builder().size(size));
    let attempts = block.whole("job_attempts");
    let retries = attempts.map(|attempts| BatchRetryStrategy::builder().attempts(attempts));
    built(
        BatchParameters::builder()
            .set_job_definition(block.string("job_definition"))
            .set_job_name(block.string("job_name"))
            .set_array_properties(size.map(|size| size.build()))
            .set_retry_strategy(retries.map(|retries| retries.build()))
            .build(),
    )
}

fn pipeline(block: Attributes<'_>) -> Result<SageMakerPipelineParameters> {
    let parameters = block
        .blocks("pipeline_parameter_list")
        .into_iter()
        .map(|block| {
            built(
                SageMakerPipelineParameter::builder()
                    .set_name(block.string("name"))
                    .set_value(block.string("value"))
                    .build(),
            )
        });
    Ok(SageMakerPipelineParameters::builder()
        .set_pipeline_parameter_list(Some(parameters.collect::<Result<_>>()?))
        .build())
}

fn commands(blocks: &[Attributes<'_>]) -> Result<Option<RunCommandParameters>> {
    let targets = blocks.iter().map(|block| {
        built(
            RunCommandTarget::builder()
                .set_key(block.string("key"))
                .set_values(block.some_texts("values"))
                .build(),
        )
    });
    let targets: Vec<_> = targets.collect::<Result<_>>()?;
    if targets.is_empty() {
        return Ok(None);
    }
    let parameters = RunCommandParameters::builder().set_run_command_targets(Some(targets));
    built(parameters.build()).map(Some)
}

fn map(map: BTreeMap<String, String>) -> Option<HashMap<String, String>> {
    (!map.is_empty()).then(|| map.into_iter().collect())
}

fn pairs(map: Option<&HashMap<String, String>>) -> impl Iterator<Item = (&String, &String)> {
    map.into_iter().flatten()
}
