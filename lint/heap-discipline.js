/**
 * The discipline that the RFC asks of a driver, asked of ourselves: memory is taken through the one wrapper
 * (`allocateBuffer`), never raw. A file may opt out with a comment that gives one of two reasons,
 *
 *     // heap-discipline-opt-out: third-party      (other code expects to make or own the memory)
 *     // heap-discipline-opt-out: callback-impl    (the file implements the wrapper)
 *
 * and an opt-out that is not needed, or that gives no reason, is an error too.
 */

const RAW_MEMORY = new Set(['SharedArrayBuffer', 'ArrayBuffer']);
const REASONS = new Set(['third-party', 'callback-impl']);
const OPT_OUT = /^[\s*]*heap-discipline-opt-out:?\s*(\S*)/;

/** @type {import('eslint').Rule.RuleModule} */
export const heapDiscipline = {
  meta: {
    type: 'problem',
    docs: { description: 'take memory from base/shared-memory only' },
    messages: {
      raw: 'Raw memory: take it from base/shared-memory, or opt the file out with a reason.',
      reason: 'An opt-out gives its reason: third-party or callback-impl.',
      unused: 'Nothing in this file takes raw memory: remove the opt-out.',
    },
    schema: [],
  },
  create(context) {
    const optOut = context.sourceCode.getAllComments().find((comment) => OPT_OUT.test(comment.value));
    const reason = optOut === undefined ? undefined : OPT_OUT.exec(optOut.value)?.[1];
    let isNeeded = false;

    /** @param {import('estree').Node} node */
    function raw(node) {
      isNeeded = true;
      if (optOut === undefined) context.report({ node, messageId: 'raw' });
    }

    return {
      NewExpression(node) {
        const { callee } = node;
        if (callee.type === 'Identifier' && RAW_MEMORY.has(callee.name)) raw(node);
        if (isMember(callee, 'WebAssembly', 'Memory')) raw(node);
      },
      CallExpression(node) {
        if (isMember(node.callee, 'WebAssembly', 'instantiate')) raw(node);
      },
      'Program:exit'() {
        if (!optOut?.loc) return;
        if (!REASONS.has(reason ?? '')) context.report({ loc: optOut.loc, messageId: 'reason' });
        else if (!isNeeded) context.report({ loc: optOut.loc, messageId: 'unused' });
      },
    };
  },
};

/**
 * @param {import('estree').Node} node
 * @param {string} object
 * @param {string} property
 */
function isMember(node, object, property) {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    node.property.type === 'Identifier' &&
    node.property.name === property
  );
}
