/** As much of newman's programmatic interface as is used here (it brings no types): https://github.com/postmanlabs/newman#api-reference */
declare module 'newman' {
  interface RunOptions {
    readonly collection: string;
    readonly environment: string;
    readonly envVar?: readonly { readonly key: string; readonly value: string }[];
    readonly reporters: readonly ('cli' | 'junit')[];
    readonly reporter: {
      readonly cli?: {
        readonly noBanner?: boolean;
        readonly noSuccessAssertions?: boolean;
        readonly noFailures?: boolean;
      };
      readonly junit?: { readonly export: string };
    };
    readonly color: 'on' | 'off' | 'auto';
    /** Milliseconds for one request. */
    readonly timeoutRequest: number;
    /** Milliseconds for the whole run. */
    readonly timeout: number;
  }

  interface RunFailure {
    readonly error: { readonly test?: string; readonly message: string };
    readonly source?: { readonly name?: string };
  }

  interface RunSummary {
    readonly error?: unknown;
    readonly run: {
      readonly stats: Readonly<Record<'requests' | 'assertions', { readonly total: number; readonly failed: number }>>;
      readonly failures: readonly RunFailure[];
    };
  }

  const newman: {
    run(options: RunOptions, done: (error: Error | null, summary: RunSummary) => void): unknown;
  };
  export = newman;
}
