export { formatBuildError, type BuildError } from './build-error.ts';
export { buildAll, Builder, type BuildResult, type BuiltUnit } from './builder.ts';
export { watchBuild, type WatchedBuild } from './watch-build.ts';
export { claimFolder, type ClaimedFolder } from './claim-folder.ts';
export { buildLayer } from './build-layer.ts';
export { bundleAll, type BundledUnit } from './bundle-all.ts';
