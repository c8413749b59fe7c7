import { root } from '../../bot/paths';
import { exceptions, judgeLicences } from './judge-licences';
import { productionSbom } from './production-sbom';

/** npm run licences: under which licences the running bot is made, and whether each is on the list. */
const { counts, problems } = judgeLicences(productionSbom(root).components);
for (const [licence, count] of counts) console.log(`${String(count).padStart(5)}  ${licence}`);
for (const { of, why } of exceptions) console.log(`Excepted: ${of} (${why})`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
