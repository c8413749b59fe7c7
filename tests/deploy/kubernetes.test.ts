import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1';
import { CronJob } from 'kubernetes-models/batch/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, PersistentVolumeClaim, Secret, Service } from 'kubernetes-models/v1';
import { settingNames } from '../../bot/config';
import { loadConfig } from '../../bot/load-config';
import { root } from '../../bot/paths';
import { secretSettings } from '../../bot/secrets';
import { textOf, yamlIn } from './files';

interface Whole {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
}

const folder = 'deploy/kubernetes';
const kinds = { Deployment, CronJob, Ingress, NetworkPolicy, PodDisruptionBudget, ConfigMap, Namespace, PersistentVolumeClaim, Secret, Service }; // prettier-ignore
const files = readdirSync(join(root, folder)).filter((file) => !['kustomization.yaml', 'service-monitor.yaml'].includes(file));
const all = files.flatMap((file) => yamlIn<Whole>(`${folder}/${file}`).map((whole) => ({ file, whole })));

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what it is taken for
function one<T>(kind: keyof typeof kinds, name: string): T {
  const found = all.find(({ whole }) => whole.kind === kind && whole.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found.whole as T;
}

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly securityContext: object;
  readonly resources: { readonly requests: object; readonly limits: object };
}

interface Pod {
  readonly securityContext: object;
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}

interface Labelled {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: Pod;
}

const deployment = one<{ spec: { replicas: number; strategy: { rollingUpdate: object }; template: Labelled } }>(
  'Deployment',
  'bot',
);
const job = one<{ spec: { jobTemplate: { spec: { template: Labelled } } } }>('CronJob', 'backup').spec.jobTemplate.spec.template;
const pods = [deployment.spec.template, job];
const { data: settings } = one<{ data: Readonly<Record<string, string>> }>('ConfigMap', 'bot');
const secret = one<{ stringData: Readonly<Record<string, string>> }>('Secret', 'bot');

test.each(all.map(({ file, whole }) => [file, whole.kind, whole.metadata.name, whole] as const))(
  '%s: %s %s holds by the schema of Kubernetes',
  (_, kind, __, whole) => {
    const Kind = kinds[kind as keyof typeof kinds];
    expect(() => new Kind(whole as never).validate()).not.toThrow();
    if (kind !== 'Namespace') expect(whole.metadata.namespace).toBe('admissions-assistant');
  },
);

test('a schema finds what is wrong', () => {
  expect(() => new Service({ ...one<object>('Service', 'bot'), spec: { ports: [{ port: 'x' }] } } as never).validate()).toThrow();
});

test('kubectl apply -k takes every file, but those that are for some only and the secret', () => {
  const [kustomization] = yamlIn<{ resources: readonly string[]; images: readonly { name: string }[] }>(
    `${folder}/kustomization.yaml`,
  );
  const expected = files.filter((file) => file !== 'secret.example.yaml');
  expect([...(kustomization?.resources ?? [])].sort()).toEqual(expected.sort());
  expect(kustomization?.images.map(({ name }) => name)).toEqual([deployment.spec.template.spec.containers[0].image]);
});

test('a pod runs as Pod Security "restricted" demands, with a root file system that is only read', () => {
  for (const { spec } of pods) {
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(Object.keys(spec.containers[0].resources)).toEqual(['requests', 'limits']);
  }
  expect(one<Whole>('Namespace', 'admissions-assistant').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
});

test('two replicas, never fewer while it is updated or a node is emptied', () => {
  expect(deployment.spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
  expect(one('PodDisruptionBudget', 'bot')).toMatchObject({ spec: { minAvailable: 1 } });
});

test('the probes ask what the bot answers', () => {
  expect(deployment.spec.template.spec.containers[0]).toMatchObject({
    startupProbe: { httpGet: { path: '/health', port: 'http' } },
    livenessProbe: { httpGet: { path: '/health', port: 'http' } },
    readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
  });
  expect(textOf('bot/server.ts')).toMatch(/'\/health'[^]*'\/ready'/);
});

test('a pod may end its turns before it is killed', () => {
  expect(deployment.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(settings.DRAIN_SECONDS) + 30);
});

test('the bot takes the settings, and they hold together; secrets are files only', () => {
  const config = loadConfig({ ...settings, DATABASE_URL: 'postgres://u:p@h/n' });
  const [{ ports = [], env }] = deployment.spec.template.spec.containers;
  expect(Object.keys(settings).filter((name) => !settingNames.includes(name))).toEqual([]);
  expect(Object.keys(settings).filter((name) => (secretSettings as readonly string[]).includes(name))).toEqual([]);
  expect(ports).toEqual([
    { name: 'http', containerPort: config.PORT },
    { name: 'metrics', containerPort: Number(settings.METRICS_PORT) },
  ]);
  expect(env.filter(({ name }) => !secretSettings.some((setting) => name === `${setting}_FILE`))).toEqual([]);
});

test('every file of a secret that is named is mounted, and is a key of the secret; the example holds none', () => {
  for (const { spec } of pods) {
    const [{ env, volumeMounts }] = spec.containers;
    const { name } = volumeMounts.find(({ mountPath }) => mountPath === '/run/secrets/bot') ?? {};
    expect(spec.volumes.find((volume) => volume.name === name)?.secret?.secretName).toBe('bot');
    const keys = env.flatMap(({ value }) => /^\/run\/secrets\/bot\/(.+)$/.exec(value)?.[1] ?? []);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !(key in secret.stringData))).toEqual([]);
    expect(volumeMounts.filter((mount) => !spec.volumes.some((volume) => volume.name === mount.name))).toEqual([]);
  }
  expect([...new Set(Object.values(secret.stringData))]).toEqual(['REPLACE']);
});

test('what selects pods finds them', () => {
  const labels = pods.map(({ metadata }) => metadata.labels);
  const selects = (selector: Readonly<Record<string, string>>) =>
    labels.some((own) => Object.entries(selector).every(([name, value]) => own[name] === value));
  const selectors = all.flatMap(({ whole }) => {
    const { selector, podSelector } = (whole as { spec?: { selector?: object; podSelector?: object } }).spec ?? {};
    return [selector, podSelector].flatMap((one) => (one ? [(one as { matchLabels?: object }).matchLabels ?? (whole.kind === 'Service' ? one : {})] : [])); // prettier-ignore
  });
  expect(selectors.length).toBeGreaterThan(5);
  expect(selectors.filter((selector) => !selects(selector as Readonly<Record<string, string>>))).toEqual([]);
});

test('the backup runs a script that is there', () => {
  const [command = ''] = job.spec.containers[0].command ?? [];
  expect(readdirSync(join(root, 'deploy', 'backup'))).toContain(command.replace('/scripts/', ''));
});
