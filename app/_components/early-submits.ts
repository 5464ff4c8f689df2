/*
 * What is sent from a page before its script has come. A form that only the script can send (one without an `action`) would be sent
 * to the page itself, which takes nothing, and what was typed would be gone.
 */

/** How often it is tried whether the script has come, and how long, in milliseconds. */
export const [retryMillis, patienceMillis] = [100, 60_000];

/**
 * Holds such a form and sends it again until the page's script hears it. Run while the page is read. The page's script says that it took a
 * form over by preventing what the browser does with it; it listens on the document, and this on the window, after it.
 */
export const holdEarlySubmits = `(()=>{
const held=new Map();
addEventListener("submit",(event)=>{
const{target:form,submitter:by}=event;
const before=held.get(form);
if(before){clearTimeout(before.timer);if(by!==before.by)before.by?.removeAttribute("aria-busy")}
const isOurs=form.hasAttribute("action")||form.getAttribute("method")==="get"||by?.hasAttribute("formaction");
const until=before?.until??Date.now()+${patienceMillis};
if(event.defaultPrevented||isOurs||Date.now()>until){
held.delete(form);by?.removeAttribute("aria-busy");
if(!event.defaultPrevented&&!isOurs)event.preventDefault();
return}
event.preventDefault();
by?.setAttribute("aria-busy","true");
held.set(form,{by,until,timer:setTimeout(()=>{if(form.isConnected)form.requestSubmit(by?.isConnected?by:null);else held.delete(form)},${retryMillis})});
})})()`;
