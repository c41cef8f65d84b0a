package web

// HeapGrowth is by how many per cent the heap of a program that serves should grow before garbage is collected (for
// debug.SetGCPercent, unless the operator says otherwise in GOGC). The server holds some ten megabytes and a page leaves some hundred
// kilobytes behind: at Go's own 100 it would collect many times a second, which takes about a tenth of a save's time.
const HeapGrowth = 400
