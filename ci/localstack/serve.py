"""Starts LocalStack, with one thing mended that nothing could be built with.

It keeps the tags that an alarm is made with as part of the alarm, where its answers in CBOR, which the newer
SDKs ask for, fail on them, and ListTagsForResource does not find them.
"""

import functools

from localstack.runtime.main import main
from localstack.services.cloudwatch.provider_v2 import CloudwatchProvider
from localstack.utils.aws import arns


def with_tags(put):
    @functools.wraps(put)
    def put_and_tag(self, context, request):
        request = dict(request)
        tags = request.pop("Tags", None)
        arn = arns.cloudwatch_alarm_arn(request["AlarmName"], account_id=context.account_id, region_name=context.region)
        is_new = arn not in self.get_store(context.account_id, context.region).alarms
        put(self, context, request)
        # As AWS does: of an alarm that exists they are left as they are.
        if tags and is_new:
            self.tag_resource(context, arn, tags)

    return put_and_tag


for name in ("put_metric_alarm", "put_composite_alarm"):
    setattr(CloudwatchProvider, name, with_tags(getattr(CloudwatchProvider, name)))
main()
