import { diagramOf } from '../../dialogs/diagram';
import { verdicts } from '../../dialogs/eligibility/outcome';
import { loadKnowledge } from '../../knowledge/load';
import { openInterviewer } from '../interviewer';
import { knowledgeFolder, modelFolder } from '../paths';
import { prepareIndex } from '../understand/prepare';

/** npm run flow: the interview as a Mermaid diagram, as it stands in docs/interview.md. */
const { flow, words } = openInterviewer(prepareIndex(loadKnowledge(knowledgeFolder), modelFolder));
console.log(diagramOf(flow, (id) => words.questions[id].ask, verdicts));
