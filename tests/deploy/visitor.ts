import type { Activity } from 'botbuilder';

/** Somebody who has the chat on the website open, and finds it again at another address. */
export interface Visitor {
  say(text: string): Promise<void>;
  /** All that was said, as the server has it. */
  transcript(): Promise<readonly Activity[]>;
  at(url: string): Visitor;
}

interface Grant {
  readonly token: string;
  readonly conversationId: string;
}

export async function visit(url: string): Promise<Visitor> {
  return visitorAt(url, (await ask(`${url}/v3/directline/begin`, '', {})) as Grant);
}

function visitorAt(url: string, grant: Grant): Visitor {
  const path = `${url}/v3/directline/conversations/${grant.conversationId}/activities`;
  return {
    say: async (text) => {
      await ask(path, grant.token, { type: 'message', text });
    },
    transcript: async () => ((await ask(path, grant.token)) as { readonly activities: readonly Activity[] }).activities,
    at: (other) => visitorAt(other, grant),
  };
}

/** @throws if it is not answered with success */
async function ask(address: string, token: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(address, { headers, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
}
