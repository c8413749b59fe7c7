import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a port that can fail as a network does. */
export interface Line {
  readonly port: number;
  /** Ends what is connected, and takes nothing new. */
  cut(): void;
  /** Carries nothing any more, without a word. */
  hang(): void;
  /** Takes new connections; what hung is lost. */
  mend(): void;
  readonly close: () => Promise<void>;
}

export async function openLine(to: number): Promise<Line> {
  let state: 'whole' | 'cut' | 'hung' = 'whole';
  const ends = new Set<Socket>();
  const server: Server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(to, '127.0.0.1');
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('data', (data) => state !== 'hung' && other.write(data));
      from.on('error', () => undefined);
      from.on('close', () => (ends.delete(from), other.destroy()));
    }
  });
  const drop = () => ends.forEach((end) => end.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      state = 'cut';
      drop();
    },
    hang: () => void (state = 'hung'),
    mend: () => {
      if (state === 'hung') drop();
      state = 'whole';
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
