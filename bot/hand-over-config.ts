import { z } from 'zod/v4';
import { isStaffOn } from './staff/settings';
import type { Way } from './hand-over-turn';

const address = z.email();

/** Bytes of randomness in the secret: fewer are guessed before long. */
const fewestBytes = 24;

/** "Name <name@example.org>" or the address alone. */
const mailbox = z.string().refine((text) => address.safeParse(addressIn(text)).success && !/[\r\n]/.test(text), {
  error: 'is an e-mail address, with a name or without: Admissions assistant <assistant@example.edu>',
});

/** By which ways questions reach the office. Without any, the bot says that it cannot pass messages on. */
export const handOverSettings = {
  SMTP_URL: z
    .string()
    .refine(
      isSmtp,
      'is the address of a mail server such as smtps://user:password@mail.example.edu, with %40 for an @ in the password',
    )
    .optional(),
  MAIL_FROM: mailbox.optional(),
  HAND_OVER_TO: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.email('is one e-mail address or several, with commas between')).min(1))
    .optional(),
  HAND_OVER_WEBHOOK_URL: z
    .string()
    .refine(isWebhook, 'is an https address (plain http only on 127.0.0.1 or localhost), without a name and password in it')
    .optional(),
  HAND_OVER_WEBHOOK_SECRET: z
    .string()
    .refine(isSecret, `is whsec_ and at least ${fewestBytes} random bytes in base64: echo "whsec_$(openssl rand -base64 32)"`)
    .optional(),
  HAND_OVER_TEAMS_CHANNEL: z
    .string()
    .regex(
      /^19:[^\s;]+@thread\.(?:tacv2|skype)$/,
      'is the id of a channel in Teams such as 19:...@thread.tacv2, which stands in its link',
    )
    .optional(),
  /** Of all conversations; 0 is without a limit. An office that gets more has somebody who writes it by machine. */
  HAND_OVER_PER_HOUR: z.coerce.number().int().min(0).default(60),
  PRIVACY_URL: z.url({ protocol: /^https?$/, error: 'is the address of the privacy notice' }).optional(),
};

type Set = Readonly<Record<string, unknown>>;

/** Of settings that go together, those that are missing. */
export function missingWays(set: Set): readonly string[] {
  const together: readonly (readonly string[])[] = [
    ['SMTP_URL', 'MAIL_FROM', 'HAND_OVER_TO'],
    ['HAND_OVER_WEBHOOK_URL', 'HAND_OVER_WEBHOOK_SECRET'],
  ];
  return together.flatMap((settings) => {
    const [there] = settings.filter((name) => set[name]);
    return there === undefined
      ? []
      : settings.filter((name) => !set[name]).map((name) => `${name}: missing, while there is ${there}; set it, or neither`);
  });
}

export function waysOf(set: Set): readonly Way[] {
  const { SMTP_URL: mail, HAND_OVER_WEBHOOK_URL: webhook, HAND_OVER_TEAMS_CHANNEL: teams } = set;
  const staff = isStaffOn(set) ? true : undefined;
  return Object.entries({ mail, webhook, teams, staff }).flatMap(([way, is]) => (is === undefined ? [] : [way as Way]));
}

function addressIn(text: string): string {
  return /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
}

function isSmtp(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}

function isWebhook(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}

function isSecret(text: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  return Buffer.from(base64, 'base64').length >= fewestBytes;
}
