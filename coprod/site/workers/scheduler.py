"""The way to a Dask cluster: who answers at an address, with which certificates, and whether anybody could listen in."""

import asyncio
import ipaddress
import re
import ssl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from coprod.errors import BadInput

_SECONDS = 20  # so long is waited for an answer
_ADDRESS = re.compile(r"(tls|tcp)://(\[[^\]]+\]|[^\[\]:/]+):\d+")
_CA, _CERT = "DASK_DISTRIBUTED__COMM__TLS__CA_FILE", "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT"
_SETTINGS = (f"{_CA}, {_CERT} and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY (not needed where the key stands in the file of the "
             "certificate)")


def connected(scheduler: str):
    """A client of the Dask scheduler at this address, such as tls://counter:8786.

    Certificates come from Dask's own settings. An address that is neither tls:// nor of this machine itself (127.0.0.1) is
    refused. Raises BadInput, in words for each way in which it fails.
    """
    try:
        from distributed import Client
    except ImportError:
        raise BadInput('A cluster needs Dask. Install it: python -m pip install "coprod[scale]".') from None
    if not _ADDRESS.fullmatch(scheduler):
        raise BadInput(f"{scheduler}: this is no address of a Dask scheduler. Give it as the scheduler says it when it starts, "
                       "such as tls://counter:8786.")
    if _in_the_open(scheduler):
        raise BadInput(f"{scheduler}: without encryption, others on the way to that machine could read drafts and change pages "
                       "before they are published, and anybody could run programs on its workers. Start the cluster with "
                       "`dask scheduler --protocol tls`, and give its address with tls://.")
    certificates = _certificates(scheduler)
    with ThreadPoolExecutor(1) as apart:  # a client that cannot be made would hold the program up when it ends, so knock first
        apart.submit(asyncio.run, _knock(scheduler, certificates)).result()
    try:
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except OSError:
        raise _nobody(scheduler) from None
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except (OSError, TimeoutError):
        client.close()
        raise BadInput(f"{scheduler}: no worker has joined this cluster. Start one or more: `dask worker {scheduler}`.") from None
    return client


def _in_the_open(scheduler: str) -> bool:
    """Whether what is sent to this address leaves the machine, and not encrypted."""
    way, _, place = scheduler.partition("://")
    host = place.rpartition(":")[0].strip("[]")
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost"
    return way != "tls" and not here


def _certificates(scheduler: str) -> dict:
    """What Dask's settings say of certificates, ready for a connection."""
    from distributed.security import Security

    try:
        made = Security().get_connection_args("client")
    except (OSError, ValueError):  # OpenSSL's words tell nobody what to do
        gone = ", ".join(_missing_files())
        what = f"There is no file {gone}." if gone else "Each must be a PEM file, and the key must be that of the certificate."
        raise BadInput(f"{scheduler}: the certificates that Dask's settings name cannot be used. {what} Look at "
                       f"{_SETTINGS}.") from None
    if scheduler.startswith("tls://") and made["ssl_context"] is None:
        raise BadInput(f"{scheduler}: tls:// needs certificates, and Dask's settings name none. Say where they are in "
                       f"{_SETTINGS}. README.md says how to make them.")
    if scheduler.startswith("tcp://") and made["require_encryption"]:
        raise BadInput(f"{scheduler}: Dask's settings ask for encryption. Start the cluster with `dask scheduler --protocol tls`, "
                       "and give its address with tls://.")
    return made


def _missing_files() -> list[str]:
    """Files that Dask's settings name and that are not there; a setting may also hold the certificate or the key itself."""
    from dask import config

    named = [config.get(f"distributed.comm.tls.{name}", None) for name in ("ca-file", "client.cert", "client.key")]
    return [path for path in dict.fromkeys(named) if path and "\n" not in path and not Path(path).is_file()]


async def _knock(scheduler: str, certificates: dict) -> None:
    """Connect once and hang up. Raises BadInput that says why there is no way in."""
    from distributed.comm import CommClosedError, connect

    try:
        comm = await asyncio.wait_for(connect(scheduler, timeout=_SECONDS, **certificates), 2 * _SECONDS)
    except (CommClosedError, ValueError) as error:  # somebody is there, and hangs up
        raise _hung_up(scheduler, error) from None
    except (OSError, MemoryError, TimeoutError):  # the sizes that no scheduler tells are too large
        raise _nobody(scheduler) from None
    await comm.close()


def _hung_up(scheduler: str, error: Exception) -> BadInput:
    from distributed.comm.core import FatalCommClosedError

    if scheduler.startswith("tcp://"):
        what = "whoever answers there hangs up at once. If it was started with `--protocol tls`, give its address with tls://."
    elif isinstance(error.__cause__, ssl.SSLCertVerificationError):
        what = (f"its certificate is not one that the file in {_CA} vouches for, or it has run out. Scheduler, workers and this "
                "machine need the same file there.")
    elif isinstance(error, FatalCommClosedError | ValueError) and not _alarmed(error):
        what = "it answers, but without encryption. Start it with `dask scheduler --protocol tls`."
    else:
        what = (f"it hangs up, as a scheduler does that refuses this machine's certificate. The file in {_CA} on the scheduler's "
                f"machine must vouch for the one in {_CERT} here, and it must not have run out.")
    return BadInput(f"{scheduler}: {what}")


def _alarmed(error: BaseException | None) -> bool:
    """Whether the other side sent an alert of TLS, as on a certificate it refuses; one without encryption sends none."""
    return error is not None and ("alert" in str(error).lower() or _alarmed(error.__cause__ or error.__context__))


def _nobody(scheduler: str) -> BadInput:
    return BadInput(f"{scheduler}: no Dask scheduler answers there. Start one with `dask scheduler`, and look at its address.")
