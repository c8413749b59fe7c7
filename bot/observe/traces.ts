import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log';
import { within } from '../within';
import type { Observer, SeenTurn } from './observer';

export interface Traces extends Pick<Observer, 'turn'> {
  /** Sends what was not sent yet, if somebody is there to take it. */
  stop(): Promise<void>;
}

/** Milliseconds that the end of the bot waits for a collector of traces. */
const goodbye = 2000;

/**
 * A trace for each turn: a span of the whole and one of each of its steps, told when the turn is over. They are sent many at
 * a time, and thrown away where nobody takes them.
 */
export function openTraces(endpoint: string, log: Logger): Traces {
  const exporter = tellingOfFailures(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }), log);
  const named = resourceFromAttributes({ 'service.name': 'admissions-assistant' });
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say it otherwise.
  const resource = named.merge(detectResources({ detectors: [envDetector] }));
  const provider = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('admissions-assistant');
  return {
    turn: (seen) => traceTurn(seen, tracer),
    stop: () => within(goodbye, provider.shutdown()).catch(() => undefined),
  };
}

function traceTurn(seen: SeenTurn, tracer: Tracer): void {
  const { from, to, failure, steps } = seen;
  const span = tracer.startSpan(
    'turn',
    { startTime: wall(from), kind: SpanKind.SERVER, attributes: attributesOf(seen) },
    ROOT_CONTEXT,
  );
  const inside = trace.setSpan(ROOT_CONTEXT, span);
  for (const step of steps) tracer.startSpan(step.name, { startTime: wall(step.from) }, inside).end(wall(step.to));
  if (failure) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
  span.end(wall(to));
}

/** The SDK would put each span by a clock of its own. */
function wall(steady: number): number {
  return performance.timeOrigin + steady;
}

/** No word that was said, and nobody: not even a hash of the conversation. */
function attributesOf({ channel, isRepeated, understood }: SeenTurn): Attributes {
  const { kind, topics, language, knowledge } = understood ?? {};
  const told = { channel, repeated: isRepeated, kind, topics: topics && [...topics], language, knowledge };
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [`admissions.${name}`, value]));
}

/** Once when traces begin to get lost, and once when they do no more. */
function tellingOfFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.code !== 0;
        if (failed && !isFailing) log.error('traces could not be sent, and are lost until they can', result.error);
        if (!failed && isFailing) log.info('Traces are sent again.');
        isFailing = failed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
