import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { KnowledgeError } from '../../knowledge/load';
import { ConfigError } from '../config';
import { openDesk, type Desk } from '../learn/desk';
import { knowledgeFolderAt } from '../learn/knowledge-folder';
import { labelledIn, type Labelled } from '../learn/labelled';
import { tryAndKeep } from '../learn/settle';
import { tryOut } from '../learn/trial';
import { isYes, walk, type Editor } from '../learn/walk';
import { loadConfig } from '../load-config';
import { consoleLog, tell } from '../log';
import { modelFolder, root } from '../paths';
import { openState } from '../state/open-state';

const usage = `Go through the questions that were missed, and make them knowledge:  npm run learn
Learn anew at the end and compare with before, unasked:              npm run learn -- --eval
Edit another knowledge folder:                                       npm run learn -- --folder path/to/knowledge
Compare by other labelled questions (.jsonl files of a folder):      npm run learn -- --questions path`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      questions: { type: 'string', default: join(root, 'tests', 'questions') },
      eval: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(usage);
  const config = loadConfig(process.env);
  const state = await openState(config, consoleLog);
  const { editor, close } = openEditor();
  try {
    const folder = resolve(values.folder ?? config.KNOWLEDGE_DIR);
    const desk = openDesk(knowledgeFolderAt(folder), modelFolder, state.turnLog);
    const session = { desk, before: desk.files(), isOurs: folder === resolve(config.KNOWLEDGE_DIR), settled: [] as number[] };
    const assigned = await walk(noting(session), editor);
    if (assigned > 0) await conclude(session, values, editor);
  } finally {
    close();
    await state.close();
  }
}

interface Session {
  readonly desk: Desk;
  readonly before: ReturnType<Desk['files']>;
  /** Whether the folder is the one that the bot answers from. */
  readonly isOurs: boolean;
  /** The entries of the log that were assigned. */
  readonly settled: number[];
}

/** The desk, with what is assigned noted down, in case that it is to be taken back. */
function noting({ desk, settled }: Session): Desk {
  return {
    ...desk,
    turnLog: {
      missed: (period) => desk.turnLog.missed(period),
      settle: async (ids, status) => {
        await desk.turnLog.settle(ids, status);
        if (status === 'assigned') settled.push(...ids);
      },
    },
  };
}

async function conclude(
  { desk, before, isOurs, settled }: Session,
  { eval: isWished, questions }: { readonly eval: boolean; readonly questions: string },
  editor: Editor,
): Promise<void> {
  const prompt = '\nLearn anew, and compare with before? It takes a minute or two. [y/N] ';
  if (!isWished && !isYes(await editor.ask(prompt)))
    return editor.tell('Each change was checked by the rules. Whether every card is found is checked by: npm run knowledge');
  editor.tell('Learning from all ways of asking ...');
  const newModelFolder = mkdtempSync(join(tmpdir(), 'learnt-'));
  try {
    const parts = { before, after: desk.files(), modelFolder, newModelFolder, questions: readQuestions(questions) };
    const tried = tryOut({ ...parts, clock: () => new Date() });
    const isKept = await tryAndKeep(tried, desk, settled, editor);
    if (isKept && isOurs) copyFileSync(join(newModelFolder, 'learnt.bin'), join(modelFolder, 'learnt.bin'));
  } finally {
    rmSync(newModelFolder, { recursive: true });
  }
}

function readQuestions(folder: string): readonly Labelled[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return files.flatMap((file) => labelledIn(readFileSync(join(folder, file), 'utf8')));
}

/** In the terminal, or a file of lines that is piped in. */
function openEditor(): { readonly editor: Editor; readonly close: () => void } {
  const reader = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
  const lines: AsyncIterator<string, undefined> = reader[Symbol.asyncIterator]();
  return {
    editor: {
      tell: (line) => console.log(line),
      ask: async (prompt) => {
        reader.setPrompt(prompt);
        reader.prompt();
        const { done, value } = await lines.next();
        if (!process.stdin.isTTY) console.log();
        return done ? undefined : value;
      },
    },
    close: () => reader.close(),
  };
}

main().catch((error: unknown) => {
  const told = error instanceof KnowledgeError || error instanceof ConfigError;
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  console.error(told ? `${what}:\n${error.message}` : tell(error));
  process.exitCode = 1;
});
