"""moto, with its IAM enforced from the first call on, and what it was asked written down.

Every line of standard input is a question, every line of standard output its answer:

    {"account": "111122223333", "policy": {...}}   a user whose policy this is: {"id", "secret"}
    {"account": "111122223333"}                    what its calls were judged by since the last such question

The first line of output is the port. Standard input ends with whoever started this, and so does this.
"""

import io
import json
import os
import sys
import threading
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
USER = "deployer"

# Calls of budgets, which have two actions in all.
BUDGETS = {"Describe": "ViewBudget", "Create": "ModifyBudget", "Update": "ModifyBudget", "Delete": "ModifyBudget"}

# Calls of which moto does not say what policies call them, by method and query. moto takes the first
# ones for the listing, the making or the removal of a bucket. From the Service Authorization Reference.
S3 = {
    ("HEAD", ""): "ListBucket",
    ("GET", "encryption"): "GetEncryptionConfiguration",
    ("PUT", "encryption"): "PutEncryptionConfiguration",
    ("DELETE", "encryption"): "PutEncryptionConfiguration",
    ("GET", "object-lock"): "GetBucketObjectLockConfiguration",
    ("GET", "ownershipControls"): "GetBucketOwnershipControls",
    ("PUT", "ownershipControls"): "PutBucketOwnershipControls",
    ("DELETE", "ownershipControls"): "PutBucketOwnershipControls",
    ("GET", "publicAccessBlock"): "GetBucketPublicAccessBlock",
    ("PUT", "publicAccessBlock"): "PutBucketPublicAccessBlock",
    ("DELETE", "publicAccessBlock"): "PutBucketPublicAccessBlock",
    ("GET", "replication"): "GetReplicationConfiguration",
    ("PUT", "replication"): "PutReplicationConfiguration",
    ("DELETE", "replication"): "PutReplicationConfiguration",
    ("GET", "requestPayment"): "GetBucketRequestPayment",
}

now = threading.local()
asked = {}
lock = threading.Lock()


def enforce():
    """Has every call judged, and written down what it was judged by."""
    from moto import settings
    from moto.iam import access_control

    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

    # moto signs a form anew from its fields, blanks in them otherwise than the SDK. Whose key it is, it
    # looks up all the same.
    access_control.IAMRequestBase.check_signature = lambda self: None

    judge = access_control.IAMRequestBase.check_action_permitted

    def written_down(self, resource):
        service, _, name = self._action.partition(":")
        if service == "budgets":
            name = next((other for verb, other in BUDGETS.items() if name.startswith(verb)), name)
        if service == "s3":
            query = parse_qs(urlsplit(self._path).query, keep_blank_values=True)
            is_bucket = len([part for part in urlsplit(self._path).path.split("/") if part]) == 1
            for (method, word), other in S3.items():
                if is_bucket and method == self._method and (word in query or not word and not query):
                    name = other
        if service == "kms":
            # moto does not look which key it is.
            key = json.loads(self._body or b"{}").get("KeyId", "")
            resource = key if key.startswith("arn:") else resource
        self._action = f"{service}:{name}"
        now.judged = True
        permitted = False
        try:
            judge(self, resource)
            permitted = True
        finally:
            asked.setdefault(self.account_id, []).append([self._action, permitted])

    access_control.IAMRequestBase.check_action_permitted = written_down


def served():
    """moto's own server, a request at a time: its objects are not made for threads."""
    from moto.iam.models import get_account_id_from
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    emulator = DomainDispatcherApplication(create_backend_app)

    def application(environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length:
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        key = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].split("/")

        with lock:
            now.judged = False
            try:
                answer = [b"".join(emulator(environ, start_response))]
            except Exception as error:
                # What moto does not have, no SDK tries again.
                start_response("501 NOT IMPLEMENTED", [("Content-Type", "text/plain")])
                answer = [repr(error).encode()]
            if not now.judged and len(key) > 3:
                call = f"{key[3]} {environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
                account = get_account_id_from(key[0])
                asked.setdefault(account, []).append([call, None])
            return answer

    return application


def allowed(account, policy):
    """The keys of the user, whose policy from now on is this."""
    from moto.iam.models import iam_backends

    iam = iam_backends[account]["aws"]
    if USER not in iam.users:
        iam.create_user("us-east-1", USER)
        iam.create_access_key(USER)
    iam.put_user_policy(USER, "deployment", json.dumps(policy))
    key = iam.users[USER].access_keys[0]
    return {"id": key.access_key_id, "secret": key.secret_access_key}


def main():
    # moto writes to standard output, too.
    answers, sys.stdout = sys.stdout, sys.stderr
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    enforce()
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    server = make_server(HOST, 0, served(), threaded=True, request_handler=MotoRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.port, file=answers, flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        account = question["account"]
        with lock:
            if "policy" in question:
                answer = allowed(account, question["policy"])
            else:
                answer = asked.pop(account, [])
        print(json.dumps(answer), file=answers, flush=True)
    os._exit(0)


main()
