"""Emulators as far away as AWS is: each answer comes MILLISECONDS later.

    python latency.py MILLISECONDS PORT…

Prints the port that stands for each PORT of this machine, and serves until standard input ends.
"""

import asyncio
import sys

HOST = "127.0.0.1"


async def forward(reader, writer, delay):
    """Everything in its order, each piece `delay` seconds after it came."""
    clock = asyncio.get_running_loop().time
    pieces = asyncio.Queue()

    async def take():
        while piece := await reader.read(65536):
            pieces.put_nowait((clock() + delay, piece))
        pieces.put_nowait((clock() + delay, b""))

    taking = asyncio.create_task(take())
    try:
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(due - clock())
            if not piece:
                break
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        taking.cancel()
        writer.close()


async def stand_in(port, delay):
    async def connected(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(HOST, port)
        await asyncio.gather(forward(reader, far_writer, 0), forward(far_reader, writer, delay))

    server = await asyncio.start_server(connected, HOST, 0)
    return server.sockets[0].getsockname()[1]


async def main():
    delay = float(sys.argv[1]) / 1000
    ports = [await stand_in(int(port), delay) for port in sys.argv[2:]]
    print(*ports, flush=True)
    await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
