import type { Grant } from './direct-line/client';

/** What the browser keeps of a conversation: the leave to come back to it. What was said stays with the server. */
export class Memory {
  readonly #key: string;

  constructor(endpoint: string) {
    this.#key = `admissions-chat ${endpoint}`;
  }

  read(): Grant | undefined {
    const text = attempt(() => localStorage.getItem(this.#key));
    if (typeof text !== 'string') return undefined;
    const kept = attempt(() => JSON.parse(text) as Partial<Grant> | null);
    if (!kept || typeof kept.conversation !== 'string' || typeof kept.token !== 'string') return undefined;
    return { ...kept, conversation: kept.conversation, token: kept.token, ends: Number(kept.ends) || 0 };
  }

  keep(grant: Grant): void {
    attempt(() => localStorage.setItem(this.#key, JSON.stringify(grant)));
  }

  forget(): void {
    attempt(() => localStorage.removeItem(this.#key));
  }
}

/** Whether the chat is open, for this visit only; the loader reads it on the next page. */
export function rememberOpen(isOpen: boolean): void {
  attempt(() =>
    isOpen ? sessionStorage.setItem('admissions-chat-open', '') : sessionStorage.removeItem('admissions-chat-open'),
  );
}

/** A browser may refuse to store anything; the chat then works without. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
