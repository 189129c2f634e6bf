import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { importsOf } from './src/imports.ts';
const root = join(import.meta.dirname, '..');
const graph = new Map<string,string[]>();
for (const f of globSync(['packages/*/src/**/*.ts','apps/*/src/**/*.ts','examples/*/src/**/*.ts','scripts/**/*.ts','tests/src/**/*.ts','benchmarks/src/**/*.ts'],{cwd:root})) {
  graph.set(f, importsOf(join(root,f)).flatMap(i=> i.specifier?.startsWith('.')? [relative(root, join(root,dirname(f),i.specifier))]:[]));
}
// tarjan
let idx=0; const st:string[]=[]; const I=new Map<string,number>(),L=new Map<string,number>(),on=new Set<string>();
const sccs:string[][]=[];
function go(v:string){I.set(v,idx);L.set(v,idx++);st.push(v);on.add(v);
 for(const w of graph.get(v)??[]){ if(!graph.has(w))continue; if(!I.has(w)){go(w);L.set(v,Math.min(L.get(v)!,L.get(w)!))} else if(on.has(w))L.set(v,Math.min(L.get(v)!,I.get(w)!)) }
 if(L.get(v)===I.get(v)){const c:string[]=[];let w;do{w=st.pop()!;on.delete(w);c.push(w)}while(w!==v); if(c.length>1||(graph.get(v)??[]).includes(v))sccs.push(c)}}
for(const v of graph.keys()) if(!I.has(v)) go(v);
for(const c of sccs){console.log('---',c.length);for(const f of c.toSorted())console.log(f,'->',(graph.get(f)??[]).filter(x=>c.includes(x)).map(x=>x.replace(/.*src\//,'')).join(' '))}
