import type { CDPSession } from 'playwright-core';

/**
 * Lighthouse's slow 4G (150 ms, 1.6 Mbit/s down, 750 kbit/s up), with the factors by which Lighthouse makes up for
 * DevTools delaying responses and not packets. So a request is at the server at once. Of a WebSocket, Chromium delays
 * the opening and slows the bytes, but does not delay the single messages; nor does it delay preflights. An answer by
 * socket therefore comes without any delay of the network, for the widget and Web Chat alike: its time is the browser's.
 */
const slow4G = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6 * 0.9 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 0.9 * 1024) / 8,
};

export async function throttle(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** Counts the bytes of all responses, headers and all, as they came over the wire; gives the way to read the count. */
export function countBytes(session: CDPSession): () => number {
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  return () => bytes;
}
