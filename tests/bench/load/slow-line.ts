import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a port that takes time, as a network does. */
export interface SlowLine {
  readonly port: number;
  close(): Promise<void>;
}

/** So many milliseconds in each direction. */
export async function openSlowLine(to: number, delay: number): Promise<SlowLine> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ port: to, host: '127.0.0.1', noDelay: true });
    near.setNoDelay();
    carry(near, far, delay, ends);
    carry(far, near, delay, ends);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      ends.forEach((end) => end.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Timers of the same length ring in the order in which they were set. */
function carry(from: Socket, to: Socket, delay: number, ends: Set<Socket>): void {
  ends.add(from);
  from.on('data', (data) => setTimeout(() => to.write(data), delay));
  from.on('error', () => undefined);
  from.on('close', () => {
    ends.delete(from);
    setTimeout(() => to.destroy(), delay);
  });
}
