import type { Config } from '../config';
import type { Logger } from '../log';
import type { State } from '../state/state';
import { makeMetrics } from './metrics';
import { unobserved, type Observer } from './observer';
import { guardMetrics, serveMetrics, type GuardedMetrics } from './serve-metrics';
import type { Sources } from './look-up';
import { makeTurnLine } from './turn-line';
import { watchState } from './watch-state';

/** The running bot, watched as it is set. */
export interface Observing {
  readonly observer: Observer;
  /** The state, each of whose operations is seen. */
  readonly state: State;
  /** Where metrics are served at the port of the bot. */
  readonly metrics: GuardedMetrics | undefined;
  stop(): Promise<void>;
}

/** Over the state that it is to watch. */
export async function openObserving(
  config: Config,
  state: State,
  { knowledge, now }: Pick<Sources, 'knowledge' | 'now'>,
  log: Logger,
): Promise<Observing> {
  const { METRICS_TOKEN: token, METRICS_PORT: port, METRICS_HOST: host } = config;
  const metrics = token === undefined && port === undefined ? undefined : makeMetrics({ knowledge, now, state });
  const served = metrics && port !== undefined ? await serveMetrics(metrics.read, port, host) : undefined;
  if (served) log.info(`Metrics: http://${host}:${served.port}/metrics`);
  const traces = await openTracesAt(config, log);
  const told = [metrics?.turn, traces?.turn, config.LOG_TURNS ? makeTurnLine(log) : undefined].filter(
    (tell) => tell !== undefined,
  );
  const observer: Observer = { ...(metrics ?? unobserved), turn: (seen) => told.forEach((tell) => tell(seen)) };
  return {
    observer,
    state: watchState(state, observer.stored),
    metrics: metrics && token !== undefined ? guardMetrics(metrics.read, token) : undefined,
    stop: async () => {
      served?.stop();
      await traces?.stop();
    },
  };
}

/** OpenTelemetry is large: it is loaded only where it is wanted. */
async function openTracesAt({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Config, log: Logger) {
  return endpoint === undefined ? undefined : (await import('./traces')).openTraces(endpoint, log);
}
