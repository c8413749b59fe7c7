import { factsAgree } from './agreement';
import { idsUnique, phrasingOnce, phrasingsBelong } from './cards';
import { answerTraced, numbersAreFacts, quoteInSource, requirementTraced, unknownStatesNothing } from './proof';
import { referencesExist } from './references';
import type { Rule } from './rule';
import { sourceAccountedFor } from './source-accounted-for';

/** What must hold in the knowledge base, beyond its shape. */
export const rules: readonly Rule[] = [
  idsUnique,
  referencesExist,
  quoteInSource,
  answerTraced,
  requirementTraced,
  numbersAreFacts,
  unknownStatesNothing,
  factsAgree,
  phrasingOnce,
  phrasingsBelong,
  sourceAccountedFor,
];
