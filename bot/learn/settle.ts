import type { Desk } from './desk';
import type { Comparison } from './compare';
import type { Tried } from './trial';
import { isYes, type Editor } from './walk';

/** So many questions that are answered otherwise are told. */
const mostTold = 20;

/**
 * Tries what was changed, and tells what has become worse. What breaks the knowledge base is taken back, and so is what the
 * editor does not want to keep; gives whether it was kept.
 */
export async function tryAndKeep(tried: Tried, desk: Desk, assigned: readonly number[], editor: Editor): Promise<boolean> {
  const takeBack = async (why: string) => {
    desk.takeBack();
    await desk.turnLog.settle(assigned, 'open');
    editor.tell(why);
    return false;
  };
  tried.problems.forEach((problem) => editor.tell(problem));
  if (!tried.comparison) return takeBack('With the changes the knowledge base does not hold: all of them were taken back.');
  tellComparison(tried.comparison, editor);
  if (tried.comparison.worse.length === 0) return true;
  if (isYes(await editor.ask('Keep the changes? [y/N] '))) return true;
  return takeBack('All changes were taken back.');
}

function tellComparison({ compared, better, worse, wrong }: Comparison, { tell }: Editor): void {
  tell(
    `Of ${compared} labelled questions ${better.length} are answered better than before, ${worse.length} worse; ${wrong.before} were told a wrong fact before, ${wrong.after} are now.`,
  );
  if (worse.length > 0)
    tell(
      'A few of either are chance, whatever is learnt anew. See above all whether the wrong ones have to do with your change:',
    );
  for (const { question, before, after, now } of worse.slice(0, mostTold)) tell(`  ${before} -> ${after} (${now}): ${question}`);
  if (worse.length > mostTold) tell(`  and ${worse.length - mostTold} more`);
}
