import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../../bot/paths';
import { productionSbom } from './production-sbom';

/** npm run sbom: what the running bot is made of, for whoever has to look for known flaws in it. */
const sbom = productionSbom(root);
const target = join(root, 'dist', 'sbom.json');
mkdirSync(join(target, '..'), { recursive: true });
writeFileSync(target, `${JSON.stringify(sbom, null, 1)}\n`);
console.log(`Written: ${relative(process.cwd(), target)} (CycloneDX ${sbom.specVersion}, ${sbom.components.length} packages)`);
