/**
 * What every service of ours goes without, as lines of its `[Service]`: a file system that it may write to, other users' files and
 * processes, devices, the clock, the kernel's settings, new privileges. What one needs after all it says itself (`ReadWritePaths=`,
 * `CapabilityBoundingSet=`, `RestrictAddressFamilies=`). `systemd-analyze security` scores what is left.
 */
export const HARDENING = `ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateIPC=yes
NoNewPrivileges=yes
AmbientCapabilities=
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
UMask=0077
`;
