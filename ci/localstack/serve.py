"""Starts LocalStack, with two things mended that the engine cannot work with.

- It keeps the tags that an alarm is made with as part of the alarm. Its answers in CBOR, which newer SDKs ask
  for, fail on them, and ListTagsForResource does not find them.
- Asked for a dashboard that is not there, it says InvalidParameterValue, and AWS ResourceNotFound.
"""

import functools

from localstack.aws.api.cloudwatch import DashboardNotFoundError
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


def if_there(get):
    @functools.wraps(get)
    def get_if_there(self, context, dashboard_name, **arguments):
        if dashboard_name not in self.get_store(context.account_id, context.region).dashboards:
            raise DashboardNotFoundError(f"Dashboard {dashboard_name} does not exist")
        return get(self, context, dashboard_name, **arguments)

    return get_if_there


for name, mended in (("put_metric_alarm", with_tags), ("put_composite_alarm", with_tags), ("get_dashboard", if_there)):
    setattr(CloudwatchProvider, name, mended(getattr(CloudwatchProvider, name)))
main()
