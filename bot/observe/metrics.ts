import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { makeLookUp, type Sources } from './look-up';
import { failures, limited, type Observer } from './observer';

export interface Metrics extends Observer {
  /** All of them as Prometheus reads them, within a second, even where the database does not answer. */
  readonly read: () => Promise<{ readonly type: string; readonly text: string }>;
}

/** Seconds: a turn takes about a thousandth, and a channel waits fifteen for it. */
const turnBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const storageBuckets = [0.0001, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

/** The metrics of this process. Each label has a closed set of values, so that no sender makes them more. */
export function makeMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { look, sockets } = makeLookUp(registry, sources);
  return {
    ...countTurns(registry),
    ...countStorage(registry),
    ...countRequests(registry),
    sockets,
    read: async () => {
      await look();
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function countTurns(registry: Registry): Pick<Observer, 'turn'> {
  const { counter, histogram } = makers(registry);
  const turns = counter('turns_total', 'Turns that were answered.', ['channel', 'kind']);
  const repeated = counter('turns_repeated_total', 'Turns that a channel delivered once more.', ['channel']);
  const failed = counter('turns_failed_total', 'Turns that were not answered.', ['why']);
  const seconds = histogram('turn_seconds', 'How long a turn took that was answered.', ['channel'], turnBuckets);
  // There from the beginning: a rate is told of what was seen twice.
  for (const why of failures) failed.inc({ why }, 0);
  return {
    turn: ({ channel, understood, isRepeated, failure, from, to }) => {
      if (failure) return failed.inc({ why: failure });
      if (isRepeated) return repeated.inc({ channel });
      if (!understood) return;
      turns.inc({ channel, kind: understood.kind });
      seconds.observe({ channel }, (to - from) / 1000);
    },
  };
}

function countStorage(registry: Registry): Pick<Observer, 'stored'> {
  const { counter, histogram } = makers(registry);
  const seconds = histogram('storage_seconds', 'How long the database took.', ['operation'], storageBuckets);
  const failed = counter('storage_failures_total', 'Operations of the database that failed.', ['operation']);
  return {
    stored: (operation, taken, isFailed) => {
      seconds.observe({ operation }, taken);
      failed.inc({ operation }, isFailed ? 1 : 0);
    },
  };
}

function countRequests(registry: Registry): Pick<Observer, 'answered' | 'limited'> {
  const { counter, histogram } = makers(registry);
  const requests = counter('http_requests_total', 'Requests that were answered.', ['route', 'status']);
  const seconds = histogram('http_request_seconds', 'How long the answer to a request took.', ['route'], turnBuckets);
  const refused = counter('rate_limited_total', 'Requests and turns that were refused, as there were too many.', ['what']);
  for (const what of limited) refused.inc({ what }, 0);
  return {
    limited: (what) => refused.inc({ what }),
    answered: (route = 'other', status, taken) => {
      requests.inc({ route, status });
      seconds.observe({ route }, taken);
    },
  };
}

function makers(registry: Registry) {
  const registers = [registry];
  return {
    counter: <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
      new Counter({ name: `admissions_${name}`, help, labelNames, registers }),
    histogram: <L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
      new Histogram({ name: `admissions_${name}`, help, labelNames, buckets, registers }),
  };
}
