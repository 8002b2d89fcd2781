import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # on a busy machine it measures the machine
)
settings.load_profile("default")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A suite started in the background of a shell ignores Ctrl-C, and so would every command it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
