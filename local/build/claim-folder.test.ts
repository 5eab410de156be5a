import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claimFolder } from './claim-folder.ts';
import { Project } from './testing/project.ts';

test('whoever comes first has the folder, others have one of their own in it, as long as they need it', () => {
  const project = new Project();

  const first = claimFolder(project.outDir);
  const second = claimFolder(project.outDir);
  const third = claimFolder(project.outDir);
  second.release();
  const fourth = claimFolder(project.outDir);

  expect([first, second, third, fourth].map(({ folder }) => folder)).toEqual([
    project.path('dist'),
    project.path('dist/.2'),
    project.path('dist/.3'),
    project.path('dist/.2'),
  ]);
});

test('the folder of a process that was killed is free', () => {
  const project = new Project();
  mkdirSync(project.outDir);
  // No process has this number: it is above the largest one that systems give.
  writeFileSync(project.path('dist/lock'), JSON.stringify({ pid: 2 ** 30 }));

  expect(claimFolder(project.outDir).folder).toBe(project.path('dist'));
});
