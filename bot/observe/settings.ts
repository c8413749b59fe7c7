import { z } from 'zod/v4';
import { signingKey } from '../signing-key';

/** What the bot tells of itself, and to whom. */
export const observeSettings = {
  /** Lines of JSON for whatever collects them, or plain ones for a person; by default what is at the other end. */
  LOG_FORMAT: z.enum(['json', 'pretty'], 'is json or pretty').optional(),
  /** Down to what is told: all, problems only, nothing. */
  LOG_LEVEL: z.enum(['info', 'error', 'silent'], 'is info, error or silent').default('info'),
  /** Whether there is a line for each turn. */
  LOG_TURNS: z
    .enum(['on', 'off'], 'is on or off')
    .default('on')
    .transform((word) => word === 'on'),
  /** With it /metrics is served at the port of the bot, to whoever sends it as a Bearer token. */
  METRICS_TOKEN: signingKey.optional(),
  /** With it /metrics is served at a port of its own, without a token. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** With it traces are sent, as OTLP over HTTP in JSON. What else OpenTelemetry lets one set is read by its own SDK. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'is the address of a collector of traces such as http://127.0.0.1:4318' })
    .optional(),
};
