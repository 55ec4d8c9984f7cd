"""What the sandbox says to the person who starts it."""

MESSAGES = {
    "closed": "This sandbox is closed.",
    "newer-file": (
        "The sandbox file '{path}' was written by a newer glueshell (format {found}; this one knows {known}). "
        "It was left as it is: update glueshell, or name another file."
    ),
    "not-a-sandbox": "'{path}' is not a sandbox file, so it was left as it is. Name another file.",
    "port-in-use": "Port {port} is in use on this computer. Name another port, or none to have a free one chosen.",
    "serving": "IT Glue sandbox at {url}",
    "serving-key": "API key (good for this sandbox only): {key}",
    "serving-limited-key": "API key without Password Access: {key}",
    "serving-control": "Faults, limits and what was asked: {url}/sandbox/",
    "serving-region": "  {region}: {url}",
    "serving-stop": "Press Ctrl+C to stop.",
    "unusable-file": "The sandbox file '{path}' cannot be opened: {reason}.",
}


class SandboxError(Exception):
    """The sandbox cannot start; `id` names the sentence in `MESSAGES`."""

    def __init__(self, id: str, **values: object) -> None:
        super().__init__(MESSAGES[id].format(**values))
        self.id = id
