"""A server with one tool, on each Python library: python-server.py LIBRARY TRANSPORT PORT."""

import sys

LIBRARY, TRANSPORT, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
STATELESS = TRANSPORT == "stateless"


def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


def run_fastmcp() -> None:
    from fastmcp import FastMCP

    server = FastMCP("adder")
    server.tool(add)
    if TRANSPORT == "stdio":
        server.run(show_banner=False)
    elif TRANSPORT == "sse":
        server.run(transport="sse", port=PORT, show_banner=False)
    else:
        server.run(transport="http", port=PORT, stateless_http=STATELESS, show_banner=False)


def run_sdk_1() -> None:
    from mcp.server.fastmcp import FastMCP

    server = FastMCP("adder", port=PORT, stateless_http=STATELESS)
    server.tool()(add)
    server.run({"stdio": "stdio", "sse": "sse"}.get(TRANSPORT, "streamable-http"))


def run_sdk_2() -> None:
    from mcp.server.mcpserver import MCPServer

    server = MCPServer("adder")
    server.tool()(add)
    if TRANSPORT == "stdio":
        server.run()
    elif TRANSPORT == "sse":
        server.run("sse", port=PORT)
    else:
        server.run("streamable-http", port=PORT, stateless_http=STATELESS)


{"fastmcp": run_fastmcp, "sdk1": run_sdk_1, "sdk2": run_sdk_2}[LIBRARY]()
