import fc from 'fast-check';

/** The same cases in every run of the tests, so that a change is judged by what it changes. `npm run fuzz` draws others. */
if (process.env['HEAPGLASS_FUZZ'] === undefined) fc.configureGlobal({ seed: 2020 });
