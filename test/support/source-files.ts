// Reads the repository's own source: which files there are and what each of them imports. For tests that hold its shape.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** `target` is a path from the root for our own files, and a bare name for packages and `node:` modules. */
export type Import = { target: string; ours: boolean; typeOnly: boolean };
/** `path` from the root, with slashes. */
export type SourceFile = { path: string; text: string; imports: readonly Import[]; exportsDefault: boolean };

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'screenshots']);

/** Every .ts and .tsx file below the root, declarations (.d.ts) left out. */
export function sourceFiles(): SourceFile[] {
  return pathsBelow('').map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, ...looked(path, text) };
  });
}

/** The top folder, or '' for files beside package.json. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

/** `@scope/name` or `name`, whatever is asked of it. */
export function packageOf(target: string): string {
  return target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? target);
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name.startsWith('.') || NOT_OURS.has(entry.name) ? [] : pathsBelow(path);
    return /(?<!\.d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Static and dynamic imports, re-exports and `import('…')` types; a dynamic import of no fixed name is called `(computed)`. */
export function looked(path: string, text: string): { imports: Import[]; exportsDefault: boolean } {
  const imports: Import[] = [];
  let exportsDefault = false;
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined) return;
    const name = ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)';
    const ours = name.startsWith('.');
    imports.push({ target: ours ? normalize(join(dirname(path), name)) : name, ours, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const eachIsType =
        clause?.name === undefined &&
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.length > 0 &&
        named.elements.every((element) => element.isTypeOnly);
      add(node.moduleSpecifier, clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || eachIsType);
    }
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
      if (!ts.isCaseOrDefaultClause(node.parent)) exportsDefault = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { imports, exportsDefault };
}
