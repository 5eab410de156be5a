// Runs before npm scripts. The npm package "node" puts Node 24 first on the PATH of every script; when install scripts were
// switched off, it could not, and the machine's own Node runs instead.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(`This is Node ${process.version}, and Node 24 is needed.

npm normally brings it along (the package "node" in devDependencies), but its install script did not run.
Run "npm ci" again without --ignore-scripts, or install Node 24.`);
  process.exit(1);
}
