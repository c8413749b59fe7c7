import { WebSocket } from 'ws';

/** How a process is asked from outside, without it knowing. */
export interface Inspector {
  /** Bytes of the heap in use just now, with what is not wanted any more. */
  heapInUse(): Promise<number>;
  /** Collects what is not wanted any more, so that what remains can be weighed. */
  collectGarbage(): Promise<void>;
  close(): void;
}

/** Of a process that was started with `--inspect`, by the address of its inspector. */
export async function inspect(address: string): Promise<Inspector> {
  const [target] = (await (await fetch(`${address}/json/list`)).json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  if (!target) throw new Error('the process cannot be inspected');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const ask = makeAsk(socket);
  return {
    heapInUse: async () => ((await ask('Runtime.getHeapUsage')) as { readonly usedSize: number }).usedSize,
    collectGarbage: async () => {
      await ask('HeapProfiler.collectGarbage');
    },
    close: () => socket.terminate(),
  };
}

interface Told {
  readonly id?: number;
  readonly result?: unknown;
}

function makeAsk(socket: WebSocket): (method: string) => Promise<unknown> {
  const waiting = new Map<number, (result: unknown) => void>();
  let asked = 0;
  socket.on('message', (data: Buffer) => {
    const { id, result } = JSON.parse(data.toString()) as Told;
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return (method) =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      socket.send(JSON.stringify({ id: asked, method }));
    });
}
