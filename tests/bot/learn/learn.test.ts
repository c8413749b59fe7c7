import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assign, cautions, ignore, listMissed, newSubject } from '../../../bot/learn/actions';
import { openDesk, type Desk } from '../../../bot/learn/desk';
import type { KnowledgeFolder } from '../../../bot/learn/knowledge-folder';
import { tryAndKeep } from '../../../bot/learn/settle';
import { tryOut } from '../../../bot/learn/trial';
import { walk, type Editor } from '../../../bot/learn/walk';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import type { Missed } from '../../../bot/state/turn-log';
import { folderOf, smallBase, textOf } from './small-base';

const models = mkdtempSync(join(tmpdir(), 'learn-'));
afterAll(() => rmSync(models, { recursive: true }));

let state: State;
let folder: KnowledgeFolder;
let desk: Desk;

beforeEach(() => {
  state = sqliteState(openSqlite(':memory:'));
  folder = folderOf(smallBase);
  desk = openDesk(folder, models, state.turnLog);
});
afterEach(() => state.close());

const at = new Date('2026-11-23T09:00:00Z');

async function missed(...questions: readonly (string | Partial<Missed>)[]): Promise<void> {
  for (const one of questions) {
    const more = typeof one === 'string' ? { question: one } : one;
    await state.turnLog.miss({ at, why: 'declined', question: '', topics: [], knowledge: 'k', ...more });
  }
}

const statuses = async () => Object.fromEntries((await state.turnLog.missed()).map(({ question, status }) => [question, status]));
const wordingsOf = async () => (await listMissed(desk)).map(({ wordings }) => wordings.map(({ text }) => text));
const fee = 'phrasings/tuition-fee.yaml';

describe('what was missed', () => {
  test('the same words are one wording, whatever their case and signs; the most asked comes first', async () => {
    await missed('Is there a harp?', 'what does one pay for a year of it', 'is there a harp', 'is there a HARP!');
    const [first, second] = await listMissed(desk);
    expect(first).toMatchObject({ count: 3, wordings: [{ text: 'Is there a harp?', ids: [1, 3, 4], why: ['declined'] }] });
    expect(second?.near[0]).toMatchObject({ id: 'tuition-fee', kind: 'answer', title: 'Tuition fee' });
  });

  test('wordings that mean the same are a group, others are not', async () => {
    await missed('may I bring my harp into the lecture', 'can i bring my harp to a lecture', 'who won the match last night');
    expect(await wordingsOf()).toEqual([
      ['may I bring my harp into the lecture', 'can i bring my harp to a lecture'],
      ['who won the match last night'],
    ]);
  });

  test('of a vote it is told what was voted down', async () => {
    await missed({ question: 'what do I pay for a coat', why: 'voted-down', topics: ['tuition-fee'] });
    expect(await listMissed(desk)).toMatchObject([{ wordings: [{ why: ['voted-down'], told: ['tuition-fee'] }] }]);
  });

  test('what is settled does not come again, nor does the same in other signs', async () => {
    await missed('is there a harp', 'is there a lute');
    const [harp] = (await listMissed(desk)).flatMap(({ wordings }) => wordings);
    if (harp) await ignore(harp, desk);
    await missed('Is there a harp?');
    expect(await wordingsOf()).toEqual([['is there a lute']]);
  });
});

describe('to assign', () => {
  test('adds the words to the file of the card, and nothing else changes in it', async () => {
    await missed('what does the whole caboodle set me back: a lot?');
    const before = textOf(fee, folder);
    const [question] = (await listMissed(desk)).flatMap(({ wordings }) => wordings);
    expect(question && (await assign([question], 'tuition-fee', desk))).toEqual({ kind: 'changed', files: [fee] });
    expect(textOf(fee, folder)).toBe(`${before ?? ''}- 'what does the whole caboodle set me back: a lot?'\n`);
    expect(await statuses()).toEqual({ 'what does the whole caboodle set me back: a lot?': 'assigned' });
    // At once, before anything is learnt.
    expect(desk.index().rank(['what', 'does', 'the', 'whole', 'caboodle', 'set', 'me', 'back', 'a', 'lot'])[0]?.id).toBe(
      'tuition-fee',
    );
  });

  test('words of another language go to the file of that language', async () => {
    await missed('Wat moet ik eigenlijk allemaal betalen voor de hele opleiding?');
    const [question] = (await listMissed(desk)).flatMap(({ wordings }) => wordings);
    expect(question && (await assign([question], 'tuition-fee', desk))).toEqual({
      kind: 'changed',
      files: ['languages/nl.yaml'],
    });
    expect(textOf('languages/nl.yaml', folder)).toContain(
      '    - Wat moet ik eigenlijk allemaal betalen voor de hele opleiding?\n',
    );
  });

  test('what breaks the knowledge base changes nothing, and the problem is told', async () => {
    await missed('How much are the fees?');
    const question = { text: 'How much are the fees?', ids: [1] };
    const refused = await assign([question], 'duration', desk);
    expect(refused).toEqual({ kind: 'refused', problems: [expect.stringMatching(/^phrasings\/tuition-fee\.yaml:\d+:\d+ {2}the phrasing "How much are the fees\?" stands in phrasings\/duration\.yaml already; keep it in one place$/)] }); // prettier-ignore
    expect(folder.read()).toEqual(smallBase);
    expect(await statuses()).toEqual({ 'How much are the fees?': 'open' });
  });

  test.each([
    ['How much are the fees?', 'duration', 'the same words stand under "tuition-fee" (Tuition fee)'],
    [
      'the fees are how much',
      'duration',
      'its telling words are those of a way of asking for "tuition-fee" (Tuition fee): "how much are the fees"',
    ],
    ['How much are the fees', 'tuition-fee', 'the same words stand under "tuition-fee" already'],
    [
      'when does the academic year begin for this master',
      'tuition-fee',
      'the bot is sure that it asks for "start-date" (Start date)',
    ],
  ])('"%s" for %s: caution, %s', (text, id, why) => {
    expect(cautions({ text, ids: [] }, id, desk)).toEqual([why]);
  });

  test('there is no caution where there is no reason', () => {
    expect(cautions({ text: 'zorb of the flux', ids: [] }, 'tuition-fee', desk)).toEqual([]);
  });
});

const harp = { id: 'harp', title: 'Harps', about: 'harps', near: ['location'] };

describe('a new subject', () => {
  test('has a card and ways of asking, in files that are made if need be', async () => {
    await missed('is there a harp', 'a harp perhaps');
    const questions = (await listMissed(desk)).flatMap(({ wordings }) => wordings);
    const made = await newSubject(questions, { card: harp, file: 'not-covered/music.yaml', more: ['harps?'] }, desk);
    expect(made).toEqual({ kind: 'changed', files: ['not-covered/music.yaml', 'phrasings/harp.yaml'] });
    expect(textOf('not-covered/music.yaml', folder)).toBe(
      '# yaml-language-server: $schema=../schemas/not-covered.json\n- id: harp\n  title: Harps\n  about: harps\n  near: [location]\n',
    );
    expect(textOf('phrasings/harp.yaml', folder)).toBe(
      '# yaml-language-server: $schema=../schemas/phrasings.json\n- is there a harp\n- a harp perhaps\n- harps?\n',
    );
    expect(Object.values(await statuses())).toEqual(['assigned', 'assigned']);
  });

  test('goes behind the others of its file, apart from them', async () => {
    const file = 'not-covered/money.yaml';
    const before = textOf(file, folder) ?? '';
    await newSubject([{ text: 'is there a harp', ids: [] }], { card: harp, file }, desk);
    expect(textOf(file, folder)).toBe(`${before}\n- id: harp\n  title: Harps\n  about: harps\n  near: [location]\n`);
  });

  test.each([
    [{ ...harp, id: 'tuition-fee' }, /the id "tuition-fee" is taken by a card in topics\/practical\.yaml/],
    [{ ...harp, id: 'No Id' }, /an id is lower-case words joined by hyphens/],
    [{ ...harp, near: ['nowhere'] }, /there is no topic "nowhere"/],
    [{ ...harp, about: 'the 3 harps' }, /a number in what is not answered/],
  ])('%j is refused', async (card, why) => {
    const refused = await newSubject([{ text: 'is there a harp', ids: [] }], { card, file: 'not-covered/money.yaml' }, desk);
    expect(refused.kind === 'refused' && refused.problems.join('\n')).toMatch(why);
    expect(folder.read()).toEqual(smallBase);
  });
});

/** Somebody who says these lines, one after the other, and then goes away. */
function editor(...lines: readonly string[]): Editor & { readonly told: string[] } {
  const left = [...lines];
  const told: string[] = [];
  return {
    told,
    tell: (line) => void told.push(line),
    ask: (prompt) => {
      told.push(prompt);
      return Promise.resolve(left.shift());
    },
  };
}

describe('the walk', () => {
  test('shows each question with what it comes near to; a number or an id assigns it', async () => {
    await missed('what does the caboodle set me back', 'what does the caboodle set me back', 'how many moons does it last');
    const person = editor('1', 'duration', 'n');
    const [first] = await listMissed(desk);
    expect(await walk(desk, person)).toBe(2);
    expect(person.told.join('\n')).toMatch(
      new RegExp(`^\n1 of 2\n {2}"what does the caboodle set me back"\nAsked 2 times, declined\\. It comes nearest to\n {2}1 {2}${first?.near[0]?.id ?? ''} \\(\\d\\.\\d\\d\\)`), // prettier-ignore
    );
    expect(textOf(`phrasings/${first?.near[0]?.id ?? ''}.yaml`, folder)).toContain('- what does the caboodle set me back\n');
    expect(textOf('phrasings/duration.yaml', folder)).toContain('- how many moons does it last\n');
    expect(Object.values(await statuses())).toEqual(['assigned', 'assigned']);
  });

  test('ignore, skip, quit', async () => {
    await missed('is there a harp', 'who won the match', 'whats with the zorbs');
    expect(await walk(desk, editor('i', 's', 'q'))).toBe(0);
    expect(Object.values(await statuses()).sort()).toEqual(['ignored', 'open', 'open']);
  });

  test('who goes away in the middle has settled what was settled', async () => {
    await missed('is there a harp', 'who won the match');
    expect(await walk(desk, editor('i'))).toBe(0);
    expect(Object.values(await statuses()).sort()).toEqual(['ignored', 'open']);
  });

  test('a card that is not there is asked for again, and so is one that another would be in the way of', async () => {
    await missed('when does the academic year begin for this master');
    const person = editor('nowhere', 'tuition-fee', 'n', 'tuition-fee', 'y');
    expect(await walk(desk, person)).toBe(1);
    expect(person.told).toContain('There is no card "nowhere".');
    expect(person.told).toContain('Caution: the bot is sure that it asks for "start-date" (Start date).');
    expect(textOf(fee, folder)).toContain('- when does the academic year begin for this master\n');
  });

  test('a new subject is asked for field by field, with the others of its group', async () => {
    await missed('may I bring my harp into the lecture', 'can i bring my harp to a lecture');
    const person = editor('n', 'harp', 'Harps', 'harps', '', '', 'y', 'any harps', '');
    expect(await walk(desk, person)).toBe(2);
    expect(textOf('not-covered/further.yaml', folder)).toMatch(
      /- id: harp\n {2}title: Harps\n {2}about: harps\n {2}near: \[[a-z-]+\]\n$/,
    );
    expect(textOf('phrasings/harp.yaml', folder)).toContain('- any harps\n');
  });

  test('what is refused is told, and the question stays', async () => {
    await missed('How much are the fees?');
    const person = editor('duration', 'y', 's');
    expect(await walk(desk, person)).toBe(0);
    expect(person.told.join('\n')).toContain('The knowledge base would not hold with it; nothing was changed:');
    expect(folder.read()).toEqual(smallBase);
  });

  test('with nothing missed there is nothing to do', async () => {
    const person = editor();
    expect(await walk(desk, person)).toBe(0);
    expect(person.told).toEqual(['There is no missed question that nobody has looked at.']);
  });
});

describe('learnt anew', () => {
  const questions = [
    { q: 'what is the bread fee', kind: 'answer', topics: ['tuition-fee'] },
    { q: 'blorp of the zonk', kind: 'answer', topics: ['duration'] },
    { q: 'How much are the fees?', kind: 'answer', topics: ['tuition-fee'] },
  ] as const;
  const trial = (model: string) =>
    tryOut({ before: smallBase, after: folder.read(), modelFolder: models, newModelFolder: join(models, model), questions, clock: () => at }); // prettier-ignore

  test('it is told which questions are answered better and which worse, and all can be taken back', async () => {
    await missed('blorp of the zonk', 'what is the bread fee');
    await walk(desk, editor('duration', 'y', 'duration', 'y'));
    expect(Object.values(await statuses())).toEqual(['assigned', 'assigned']);
    const tried = trial('second');
    expect(tried.problems).toEqual([]);
    expect(tried.comparison?.compared).toBe(3);
    expect(tried.comparison?.better).toMatchObject([{ question: 'blorp of the zonk', after: 'right', now: 'duration' }]);
    expect(tried.comparison?.worse).toMatchObject([{ question: 'what is the bread fee', after: 'wrong', now: 'duration' }]);
    const person = editor('n');
    expect(await tryAndKeep(tried, desk, [1, 2], person)).toBe(false);
    expect(person.told[0]).toBe(
      'Of 3 labelled questions 1 are answered better than before, 1 worse; 0 were told a wrong fact before, 1 are now.',
    );
    expect(folder.read()).toEqual(smallBase);
    expect(Object.values(await statuses())).toEqual(['open', 'open']);
  });

  test('what does not hold, as when somebody else has broken a file meanwhile, is taken back unasked, with its problems', async () => {
    await missed('blorp of the zonk');
    await walk(desk, editor('duration'));
    const broken = folder.read().map((one) => (one.file === 'sources.yaml' ? { ...one, text: 'nonsense' } : one));
    folder.write(broken.filter(({ file }) => file === 'sources.yaml'));
    const tried = trial('third');
    expect(tried).toEqual({ problems: expect.arrayContaining(['sources.yaml:1:1  not a list; each entry begins with "- " at the start of the line']) as unknown }); // prettier-ignore
    const person = editor();
    expect(await tryAndKeep(tried, desk, [1], person)).toBe(false);
    expect(person.told.at(-1)).toBe('With the changes the knowledge base does not hold: all of them were taken back.');
    // The edit of somebody else stays.
    expect(textOf('sources.yaml', folder)).toBe('nonsense');
    expect(textOf('phrasings/duration.yaml', folder)).toBe(
      smallBase.find(({ file }) => file === 'phrasings/duration.yaml')?.text,
    );
    expect(Object.values(await statuses())).toEqual(['open']);
  });
});
