"""The way to a Dask cluster: who answers at an address, with which certificates, and that nobody can listen in."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from coprod.errors import BadInput

_SECONDS = 20  # so long is waited for an answer
_ADDRESS = re.compile(r"(tls|tcp)://(\[[^\]]+\]|[^\[\]:/]+):\d+")
_HERE = re.compile(r"tcp://(127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+")
_TLS = "DASK_DISTRIBUTED__COMM__TLS__"
_SETTINGS = (f"{_TLS}CA_FILE, {_TLS}CLIENT__CERT and {_TLS}CLIENT__KEY (not needed where the key stands in the file of "
             "the certificate)")
_HUNG_UP = {
    "tcp": "whoever answers there hangs up at once. If it was started with `--protocol tls`, give its address with "
           "tls://.",
    "tls": "somebody answers there, and no encrypted connection comes about. The scheduler must be started with "
           f"`--protocol tls`; the file in {_TLS}CA_FILE must be the same for scheduler, workers and this machine, and "
           "must vouch for the certificates of them all, none of which has run out."}


def connected(scheduler: str):
    """A client of the Dask scheduler at this address, such as tls://counter:8786.

    Certificates come from Dask's own settings. An address that is neither tls:// nor of this machine itself
    (127.0.0.1) is refused. Raises BadInput, in words for each way in which it fails.
    """
    try:
        from distributed import Client
    except ImportError:
        raise BadInput('A cluster needs Dask. Install it: python -m pip install "coprod[scale]".') from None
    certificates = _certificates(scheduler)
    with ThreadPoolExecutor(1) as apart:  # a client that cannot be made holds up the end of the program: knock first
        apart.submit(asyncio.run, _knock(scheduler, certificates)).result()
    try:
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except OSError:
        raise _nobody(scheduler) from None
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except (OSError, TimeoutError):
        client.close()
        raise BadInput(f"{scheduler}: no worker has joined this cluster. Start one or more: "
                       f"`dask worker {scheduler}`.") from None
    return client


def check_address(scheduler: str) -> None:
    """Raise BadInput for what is no address of a Dask scheduler."""
    if not _ADDRESS.fullmatch(scheduler):
        raise BadInput(f"{scheduler}: this is no address of a Dask scheduler. Give it as the scheduler says it when it "
                       "starts, such as tls://counter:8786.")


def _certificates(scheduler: str) -> dict:
    """What Dask's settings say of certificates, ready for a connection to an address that is safe to use."""
    from distributed.security import Security

    check_address(scheduler)
    if scheduler.startswith("tcp://") and not _HERE.fullmatch(scheduler):
        raise BadInput(f"{scheduler}: without encryption, others on the way to that machine could read drafts and "
                       "change pages before they are published, and anybody could run programs on its workers. Start "
                       "the cluster with `dask scheduler --protocol tls`, and give its address with tls://.")
    try:
        made = Security().get_connection_args("client")
    except (OSError, ValueError):  # OpenSSL's words tell nobody what to do
        raise BadInput(f"{scheduler}: the certificates that Dask's settings name cannot be used. Each must be a PEM "
                       "file that is there, and the key must be that of the certificate. Look at "
                       f"{_SETTINGS}.") from None
    if scheduler.startswith("tls://") and made["ssl_context"] is None:
        raise BadInput(f"{scheduler}: tls:// needs certificates, and Dask's settings name none. Say where they are in "
                       f"{_SETTINGS}. README.md says how to make them.")
    if scheduler.startswith("tcp://") and made["require_encryption"]:
        raise BadInput(f"{scheduler}: Dask's settings ask for encryption. Start the cluster with "
                       "`dask scheduler --protocol tls`, and give its address with tls://.")
    return made


async def _knock(scheduler: str, certificates: dict) -> None:
    """Connect once and hang up. Raises BadInput that says why there is no way in."""
    from distributed.comm import CommClosedError, connect

    try:
        comm = await asyncio.wait_for(connect(scheduler, timeout=_SECONDS, **certificates), 2 * _SECONDS)
    except (CommClosedError, ValueError):
        raise BadInput(f"{scheduler}: {_HUNG_UP[scheduler[:3]]}") from None
    except (OSError, MemoryError, TimeoutError):  # the sizes that no scheduler tells are too large
        raise _nobody(scheduler) from None
    await comm.close()


def _nobody(scheduler: str) -> BadInput:
    return BadInput(f"{scheduler}: no Dask scheduler answers there. Start one with `dask scheduler`, and look at its "
                    "address.")
