import * as Comlink from 'comlink';
import { Engine } from './engine';
import { unpackAside } from './unpack-aside';

Comlink.expose(new Engine(unpackAside()));
