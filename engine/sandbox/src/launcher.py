"""Runs one emulator on loopback, for as long as it should live.

    python launcher.py EMULATOR PORT MARKER [--foreign-services]

Standard input is a pipe from the process that started this one. When it ends, that process is
gone, and so is this one, with everything that it started: however its parent died. The line
`detach` ends the watch, for an emulator that is to outlive its parent.

MARKER tells this process from a later one with the same number.
`--foreign-services` says that other services run in another emulator, so that an object of theirs
that is not found here may exist.
"""

import io
import os
import shutil
import signal
import sys
import threading
import time

LOG_LIMIT = 16 * 1024 * 1024
HOST = "127.0.0.1"


def follow_parent():
    """Ends this process group when the parent is gone."""
    for line in sys.stdin:
        if line.strip() == "detach":
            return
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def bound_log():
    """Keeps the log, which is standard output, at LOG_LIMIT bytes and one file before it."""
    path = os.environ["TOLLGATE_SANDBOX_LOG"]
    while True:
        time.sleep(30)
        try:
            if os.path.getsize(path) > LOG_LIMIT:
                shutil.copyfile(path, path + ".full")
                os.truncate(path, 0)
        except OSError:
            pass  # moved away by the next start: that one has a log of its own


def ministack(port):
    os.environ.update(GATEWAY_PORT=str(port), BIND_HOST=HOST, MINISTACK_HOST="localhost")
    sys.argv = ["ministack"]
    from ministack.app import main
    from ministack.services import cloudwatch

    encode = cloudwatch._cbor_ok

    def encode_with_times(data):
        """It answers the time of a dashboard as text, which no SDK takes for a time in CBOR."""
        for dashboard in data.get("DashboardEntries", []):
            dashboard["LastModified"] = cloudwatch._cbor_timestamp(dashboard["LastModified"])
        return encode(data)

    cloudwatch._cbor_ok = encode_with_times
    main()


def moto(port, foreign_services):
    os.environ["MOTO_PORT"] = str(port)
    from moto.iam import models as iam
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    # Whose keys are neither an account's nor moto's own, such as those of a role of MiniStack.
    iam.DEFAULT_ACCOUNT_ID = os.environ["TOLLGATE_SANDBOX_ACCOUNT"]
    if foreign_services:
        from moto.applicationautoscaling.models import ApplicationAutoscalingBackend

        # It looks for the ECS service among its own.
        ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda self, resource: True

    emulator = DomainDispatcherApplication(create_backend_app)
    one_at_a_time = threading.Lock()

    def application(environ, start_response):
        """moto's objects are not made for threads: connections are served side by side, requests
        one after the other. A request belongs to the account that its access key names."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length:
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        key = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].partition("/")[0]
        if len(key) == 12 and key.isdigit():
            environ.setdefault("HTTP_X_MOTO_ACCOUNT_ID", key)
        with one_at_a_time:
            return [b"".join(emulator(environ, start_response))]

    make_server(HOST, port, application, threaded=True, request_handler=MotoRequestHandler).serve_forever()


def main():
    os.setsid()
    emulator, port = sys.argv[1], int(sys.argv[2])
    foreign_services = "--foreign-services" in sys.argv
    threading.Thread(target=follow_parent, daemon=True).start()
    threading.Thread(target=bound_log, daemon=True).start()
    if emulator == "ministack":
        ministack(port)
    else:
        moto(port, foreign_services)


if __name__ == "__main__":
    main()
