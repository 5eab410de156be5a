import { join } from 'node:path';
import { readTemplate } from '../../local/template/index.ts';
import { root } from './contract.ts';

/** Everything that a parameter can turn on. */
export const everything = {
  AlarmEmail: 'on-call@example.com',
  MachineApi: 'yes',
  Firewall: 'on',
  ThreatProtection: 'enforced',
  MonthlyBudget: '50',
};

/** template.yaml with everything that a parameter can turn on. */
export const full = readTemplate(join(root, 'template.yaml'), { parameters: everything });
