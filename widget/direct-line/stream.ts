import type { ActivitySet } from './activity';

export interface StreamListener {
  opened(): void;
  received(set: ActivitySet): void;
  /** Called once, unless the stream was closed by ourselves. */
  lost(error?: unknown): void;
}

/** Ends the stream without a call of `lost`. */
export type Close = () => void;

/** Activities as they come, over a WebSocket. */
export function openSocket(url: string, listener: StreamListener): Close {
  const socket = new WebSocket(url);
  let isOver = false;
  const end = () => {
    if (!isOver) listener.lost();
    isOver = true;
  };
  socket.onopen = () => listener.opened();
  socket.onclose = end;
  socket.onerror = end;
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    // An empty frame only keeps the line open.
    if (!isOver && typeof data === 'string' && data !== '') listener.received(JSON.parse(data) as ActivitySet);
  };
  return () => {
    isOver = true;
    socket.close();
  };
}

const pollEvery = 1000;

/** The same by asking each second, where no socket can be had; not while the page is out of sight. */
export function poll(fetchNew: () => Promise<ActivitySet>, listener: StreamListener): Close {
  const closing = new AbortController();
  const unlessClosed = (action: () => void) => closing.signal.aborted || action();
  const ask = async (): Promise<void> => {
    try {
      const set = document.hidden ? {} : await fetchNew();
      unlessClosed(() => {
        listener.received(set);
        setTimeout(() => unlessClosed(() => void ask()), pollEvery);
      });
    } catch (error) {
      unlessClosed(() => listener.lost(error));
    }
  };
  listener.opened();
  void ask();
  return () => closing.abort();
}
