import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod/v4';
import type { State } from '../state/state';

/** Who of the office it is. */
export interface Person {
  /** What they are called; their answers are signed with it. */
  readonly name: string;
  /** Where an identity provider says who they are. */
  readonly email?: string;
}

export interface Session extends Person {
  /** Goes into each form, and comes back with it. */
  readonly token: string;
  readonly ends: number;
}

/** Signed-in staff. All instances know them; the database holds nothing by which anybody could sign in. */
export interface Sessions {
  /** Gives the secret that is only in the cookie. */
  open(person: Person): Promise<string>;
  find(secret: string): Promise<Session | undefined>;
  close(secret: string): Promise<void>;
}

export const hours = 8;
const bytes = 32;

/** `email` is missing where a password has let them in. */
export interface LetIn {
  readonly isAllowed: (email: string) => boolean;
  /** Of the password that is valid now: another one ends what was begun with this one. */
  readonly password: string | undefined;
}

const stored = z.object({
  name: z.string(),
  email: z.string().optional(),
  password: z.string().optional(),
  token: z.string(),
  ends: z.number(),
});

export function makeSessions(storage: State['storage'], letIn: LetIn, now: () => Date): Sessions {
  const password = letIn.password === undefined ? undefined : hash(letIn.password);
  const isStillIn = (one: z.infer<typeof stored>) =>
    one.ends > now().getTime() &&
    (one.email === undefined ? password !== undefined && one.password === password : letIn.isAllowed(one.email));
  return {
    open: async (person) => {
      const secret = randomBytes(bytes).toString('base64url');
      const more = person.email === undefined ? { password } : {};
      const ends = now().getTime() + hours * 3_600_000;
      const session = { ...person, ...more, token: randomBytes(bytes).toString('base64url'), ends };
      await storage.write({ [keyOf(secret)]: { ...session, eTag: '*' } });
      return secret;
    },
    find: async (secret) => {
      const key = keyOf(secret);
      const items = (await storage.read([key])) as Readonly<Record<string, unknown>>;
      const { success, data } = stored.safeParse(items[key]);
      if (!success) return undefined;
      if (!isStillIn(data)) await storage.delete([key]);
      const { name, email, token, ends } = data;
      return isStillIn(data) ? { name, token, ends, ...(email === undefined ? {} : { email }) } : undefined;
    },
    close: (secret) => storage.delete([keyOf(secret)]),
  };
}

function keyOf(secret: string): string {
  return `staff/session/${hash(secret)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
