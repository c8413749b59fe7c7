import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Microsoft's own client for trying out bots, as it shows them on Teams. */
export interface Playground {
  readonly url: string;
  stop(): Promise<void>;
}

export const botName = 'Admissions assistant';

function person(id: string, givenName: string, surname: string) {
  const email = `${givenName}@example.org`.toLowerCase();
  return { id, aadObjectId: id, name: `${givenName} ${surname}`, givenName, surname, email, userPrincipleName: email };
}

/** Who is there, with ids as Teams gives them. It wants five people in the group, and a team. */
const world = {
  version: '0.1.1',
  tenantId: 'tenant',
  bot: { id: '28:bot', name: botName },
  currentUser: person('29:alex', 'Alex', 'Wilber'),
  users: ['Megan', 'Adele', 'Isaiah', 'Patti', 'Lynne'].map((name) => person(`29:${name.toLowerCase()}`, name, 'Bowen')),
  personalChat: { id: 'a:personal' },
  groupChat: { id: '19:group@thread.v2', name: 'Applicants 2027' },
  team: { id: '19:team@thread.tacv2', name: 'Admissions', aadGroupId: 'team', channels: [] },
};

/** It ends with the process that has started it, however that ends: its input is closed then. */
const endingWithUs = "process.stdin.on('close', () => process.exit()).resume(); require(process.argv[1]);";

/** Beside the switch against telemetry: it opens no browser, and the library of its telemetry asks for nothing by itself. */
const quiet = { TEAMSAPPTESTER_BROWSER: 'none', APPLICATION_INSIGHTS_NO_STATSBEAT: 'yes' };

const longestLife = 10 * 60_000;

export async function startPlayground(endpoint: string): Promise<Playground> {
  // It writes a log where it is started, and reads there who is in the chats.
  const cwd = mkdtempSync(join(tmpdir(), 'agents-playground-'));
  writeFileSync(join(cwd, '.m365agentsplayground.yml'), JSON.stringify(world));
  const command = require.resolve('@microsoft/m365agentsplayground/cli.js');
  const options = ['start', '-e', endpoint, '-c', 'msteams', '-p', '0', '--disable-telemetry'];
  const child = spawn(process.execPath, ['-e', endingWithUs, command, ...options], {
    cwd,
    env: { ...process.env, ...quiet },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: longestLife,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(cwd, { recursive: true, force: true });
  };
  const port = await portIn(child.stdout).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function portIn(output: Readable): Promise<string> {
  let told = '';
  for await (const part of output) {
    told += String(part);
    const port = /^Listening on (\d+)$/m.exec(told)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`the playground has ended without listening: ${told}`);
}
