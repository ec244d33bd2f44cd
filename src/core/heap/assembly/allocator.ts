// All that is compiled to WebAssembly, as one module: its parts call each other, share the pool and their variables.
export * from '../../engines/assembly/tlsf';
export * from '../../layers/assembly/calls';
export * from '../../layers/assembly/cookies';
