import { Refused, page, redirect, type Answer } from './answer';
import type { Mistake } from './forms';
import type { House, Visit } from './house';
import { checkPage, ignorePage, readOnlyPage } from './check-page';
import { groupPage } from './question-page';
import { questionsPage } from './questions-page';
import { readPlan, type Wish } from './read-plan';
import type { Gives } from './teacher';
import type { Suggested } from './teach';

const at = '/staff/questions';

export async function showQuestions({ asked }: Visit, house: House): Promise<Answer> {
  const listed = await list(house);
  const changed = asked.query
    .getAll('changed')
    .filter((file) => /^(?:phrasings|not-covered|languages)\/[\w-]+\.yaml$/.test(file));
  const done = { changed, isIgnored: asked.query.has('ignored'), isWatching: house.isWatching };
  return page({ title: 'Missed questions', main: questionsPage(listed, done), at });
}

async function list({ turnLog, teacher }: House): Promise<Gives['list']> {
  return teacher.do('list', { missed: await turnLog.missed() });
}

export async function showGroup(visit: Visit, house: House): Promise<Answer> {
  const listed = await list(house);
  return groupShown(visit, listed, []);
}

function groupShown({ param, asked, form }: Visit, listed: Gives['list'], mistakes: readonly Mistake[]): Answer {
  const suggested = groupOf(param, listed);
  const given = asked.query.has('do') ? asked.query : form;
  const main = groupPage({ id: param, suggested, listed, given, mistakes });
  return page({ title: 'Teach', main, at, isWrong: mistakes.length > 0 }, mistakes.length > 0 ? 422 : 200);
}

/** @throws Refused (404) */
function groupOf(param: string, { groups }: Gives['list']): Suggested {
  const found = groups.find(({ group }) => group.wordings.some(({ ids }) => ids.includes(Number(param))));
  if (!found) throw gone();
  return found;
}

function gone(): Refused {
  return new Refused(404, 'It is done', 'Somebody has taught this question meanwhile, or it was erased.');
}

/** What it would come to, before anything is written. */
export async function checkTeaching(visit: Visit, house: House): Promise<Answer> {
  const listed = await list(house);
  const wish = readPlan(visit.asked.query, listed);
  if (wish.kind === 'wrong') return groupShown(visit, listed, wish.mistakes);
  const { param, session } = visit;
  if (wish.kind === 'ignore') {
    const texts = groupOf(param, listed).group.wordings.filter(({ ids }) => ids.some((id) => wish.ids.includes(id))).map(({ text }) => text); // prettier-ignore
    return page({ title: 'Ignore', main: ignorePage({ id: param, texts, query: visit.asked.query, session }), at });
  }
  const { turnLog, teacher, answerer } = house;
  const told = await teacher.do('preview', { missed: await turnLog.missed(), plan: wish.plan, now: answerer.now() });
  switch (told.kind) {
    case 'gone':
      throw gone();
    case 'refused':
      return groupShown(visit, listed, refusedBy(told.problems, wish));
    case 'ready': {
      const main = checkPage({ id: param, told, plan: wish.plan, cards: listed.cards, isWritable: listed.isWritable, query: visit.asked.query, session }); // prettier-ignore
      return page({ title: 'Check before it is taught', main, at });
    }
  }
}

function refusedBy(problems: readonly string[], { plan }: Wish & { readonly kind: 'plan' }): readonly Mistake[] {
  const field = plan.to.kind === 'card' ? 'card' : 'title';
  return problems.map((text) => ({ field, text: `The knowledge base would not hold with it: ${text}` }));
}

export async function doTeaching(visit: Visit, house: House): Promise<Answer> {
  const { turnLog, teacher } = house;
  const listed = await list(house);
  const wish = readPlan(visit.form, listed);
  if (wish.kind === 'wrong') return groupShown(visit, listed, wish.mistakes);
  if (wish.kind === 'ignore') {
    const ids = listed.groups.flatMap(({ group }) => group.wordings.flatMap((one) => (one.ids.some((id) => wish.ids.includes(id)) ? one.ids : []))); // prettier-ignore
    await turnLog.settle(ids, 'ignored');
    return redirect(`${at}?ignored`);
  }
  const taught = await teacher.do('teach', { missed: await turnLog.missed(), plan: wish.plan });
  switch (taught.kind) {
    case 'gone':
      throw gone();
    case 'refused':
      return groupShown(visit, listed, refusedBy(taught.problems, wish));
    case 'read-only':
      return page({ title: 'This cannot be written here', main: readOnlyPage(taught.yaml), at }, 409);
    case 'changed':
      await turnLog.settle(taught.settled, 'assigned');
      return redirect(`${at}?${taught.files.map((file) => `changed=${encodeURIComponent(file)}`).join('&')}`);
  }
}
