"""Set-up: everything the project needs on a fresh machine, and nothing else.

Runs with the system's Python before anything is installed, so: standard library only. Every step
can be repeated and is skipped when it was done; what is missing is said in one sentence.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
FONTS = Path(os.environ.get("FONT_ROOT", VAR / "fonts"))
VENV = ROOT / ".venv"
NPM_FONTS = ROOT / "node_modules/@expo-google-fonts"
# The faces that npm brings: file in its package -> the same name in our font folder.
NPM_FACES = (
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/900Black/NotoSerifSC_900Black.ttf",
    "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
    "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
)
KAI_FACE = "LXGWWenKai-Regular.ttf"
KAI_PACKAGE = "fonts-lxgw-wenkai"
KAI_INSTALLED = Path("/usr/share/fonts/truetype/lxgw-wenkai") / KAI_FACE


class MissingError(Exception):
    """Something this machine lacks; ``str()`` is the sentence that says what to run."""


def main(arguments: list[str]) -> int:
    steps = {"setup": setup, "setup-tests": setup_tests, "port": check_port}
    try:
        steps[arguments[0]]()
    except MissingError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


def setup() -> None:
    """The virtual environment, the fonts, the secret key, translations and static files."""
    check_python()
    make_environment()
    install_packages("requirements.txt")
    gather_fonts()
    write_secret_key()
    compile_translations()
    collect_static()


def setup_tests() -> None:
    """What `make test` needs on top."""
    check_python()
    make_environment()
    install_packages("requirements-dev.txt")
    gather_fonts()
    write_secret_key()
    compile_translations()


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything is checked
        raise MissingError(
            f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}: "
            "on Debian 12 run 'sudo apt-get install -y python3'."
        )


def make_environment() -> None:
    if (VENV / "bin/pip").exists() and works(VENV / "bin/python", "-c", "import pip"):
        return
    if not works(sys.executable, "-c", "import ensurepip, venv"):
        install_debian("python3-venv", "Python's venv module is missing")
    say("Making the virtual environment")
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", str(VENV), why="the virtual environment could not be made")


def install_packages(lock: str) -> None:
    stamp = VENV / f".installed-{lock}-{digest(ROOT / lock)}"
    if stamp.exists():
        return
    say(f"Installing the Python packages of {lock} (a minute or two)")
    run(
        *(str(VENV / "bin/python"), "-m", "pip", "install", "--quiet", "--require-hashes"),
        *("--disable-pip-version-check", "--no-input", "-r", str(ROOT / lock)),
        why="the Python packages could not be installed; is the package index reachable?",
    )
    stamp.touch()


def gather_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    wanted = [face for face in NPM_FACES if not (FONTS / Path(face).name).is_file()]
    if wanted:
        install_npm_packages()
        for face in wanted:
            put(NPM_FONTS / face, FONTS / Path(face).name)
    if not (FONTS / KAI_FACE).is_file():
        gather_kai()
    check_fonts()


def install_npm_packages() -> None:
    if all((NPM_FONTS / face).is_file() for face in NPM_FACES):
        return
    if shutil.which("npm") is None:
        install_debian("npm", "npm, which brings the Song and Hei fonts, is missing")
    say("Fetching the Song and Hei fonts (npm)")
    run(
        *("npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"),
        *("--loglevel=error",),
        why="npm could not fetch the fonts; is the npm registry reachable?",
    )


def gather_kai() -> None:
    """From the system if it is there, else out of Debian's package, which needs no root."""
    if KAI_INSTALLED.is_file():
        put(KAI_INSTALLED, FONTS / KAI_FACE)
        return
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise MissingError(
            f"the Kai font is missing: put {KAI_FACE} of Debian's package {KAI_PACKAGE} "
            f"into {FONTS}."
        )
    say("Fetching the Kai font (Debian)")
    folder = VAR / "apt"
    options = private_apt(folder)
    why = f"Debian's package {KAI_PACKAGE} could not be fetched; is the Debian mirror reachable?"
    run("apt-get", *options, "-qq", "update", why=why)
    run("apt-get", *options, "-qq", "download", KAI_PACKAGE, cwd=folder, why=why)
    package = next(folder.glob(f"{KAI_PACKAGE}_*.deb"))
    run("dpkg-deb", "-x", str(package), str(folder / "unpacked"), why=why)
    put(next((folder / "unpacked").rglob(KAI_FACE)), FONTS / KAI_FACE)
    shutil.rmtree(folder)


def private_apt(folder: Path) -> list[str]:
    """Options that make apt keep lists and packages in our folder, so that anybody may run it."""
    for name in ("state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State": folder / "state",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
        "Debug::NoLocking": "1",
    }
    return [part for key, value in settings.items() for part in ("-o", f"{key}={value}")]


def check_fonts() -> None:
    """Another file under the name of a face would change every page: it is refused."""
    program = (
        "import sys; from pathlib import Path; from newsroom.press.fontset import wrong_faces; "
        "print(' '.join(wrong_faces(Path(sys.argv[1]))))"
    )
    wrong = subprocess.run(
        [str(VENV / "bin/python"), "-c", program, str(FONTS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    if wrong:
        raise MissingError(
            f"{wrong} in {FONTS} is not the file this project prints with: "
            "remove it and run 'make setup' again."
        )


def write_secret_key() -> None:
    key_file = VAR / "secret_key"
    if key_file.exists():
        return
    VAR.mkdir(parents=True, exist_ok=True)
    handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))


def compile_translations() -> None:
    program = (
        "import sys, polib; [polib.pofile(p).save_as_mofile(p[:-2] + 'mo') for p in sys.argv[1:]]"
    )
    catalogues = [
        path
        for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").stat().st_mtime < path.stat().st_mtime
    ]
    if catalogues:
        run(
            *(str(VENV / "bin/python"), "-c", program, *map(str, catalogues)),
            why="the translations could not be compiled",
        )


def collect_static() -> None:
    """Hashed and compressed once; done again only when a file or a package changed."""
    sources = [path for path in sorted((ROOT / "static").rglob("*")) if path.is_file()]
    state = hashlib.sha256()
    for path in [*sources, ROOT / "requirements.txt", ROOT / "newsroom/settings.py"]:
        state.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    stamp = VAR / "static.stamp"
    if stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    say("Collecting the static files (half a minute)")
    run(
        *(str(VENV / "bin/python"), "manage.py", "collectstatic", "--no-input", "--clear"),
        *("-v0", "-i", "codesnippetgeshi", "-i", "samples"),
        why="the static files could not be collected",
    )
    stamp.write_text(state.hexdigest())


def check_port() -> None:
    port = int(os.environ.get("PORT", "8000"))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise MissingError(
                f"port {port} is in use: stop what runs there or choose another, "
                f"'make demo PORT={port + 1}'."
            ) from error


def install_debian(package: str, what: str) -> None:
    """Install a Debian package as root or by sudo without a password, or say the line to run."""
    line = f"sudo apt-get install -y --no-install-recommends {package}"
    if shutil.which("apt-get") is None:
        raise MissingError(f"{what}: install '{package}' with your system's package manager.")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not (shutil.which("sudo") and works("sudo", "-n", "true")):
        raise MissingError(f"{what} and this account is not root: run '{line}' once.")
    say(f"Installing Debian's {package}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    why = f"{what} and could not be installed: run '{line}'"
    run(*prefix, "apt-get", "-qq", "update", why=why, env=environment)
    run(
        *(*prefix, "apt-get", "-qq", "install", "-y", "--no-install-recommends", package),
        why=why,
        env=environment,
    )


def run(*command: str, why: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        detail = (done.stderr or done.stdout).strip().splitlines()
        raise MissingError(f"{why}. ({detail[-1] if detail else 'no message'})")


def works(*command: str | Path) -> bool:
    return subprocess.run(list(map(str, command)), capture_output=True, check=False).returncode == 0


def put(source: Path, target: Path) -> None:
    """Copy under another name first, so that a killed set-up leaves no half font."""
    part = target.with_suffix(".part")
    shutil.copyfile(source, part)
    part.replace(target)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def say(line: str) -> None:
    print(f"… {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
